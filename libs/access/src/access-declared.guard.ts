import { Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { accessRuleOf, isDeclared } from './access-rule.js';
import { notFound } from './challenges.js';

/** The global guard of a service: a route that declares no access rule answers as if it did not exist. */
@Injectable()
export class AccessDeclaredGuard implements CanActivate {
  private readonly logger = new Logger(AccessDeclaredGuard.name);

  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (isDeclared(accessRuleOf(this.reflector, context))) return true;
    this.logger.error(
      `${context.getClass().name}.${context.getHandler().name} declares no access rule and is refused: ` +
        'add @MinimumRole, @RequireScopes, @AnyPerson or @Public.',
    );
    throw notFound();
  }
}
