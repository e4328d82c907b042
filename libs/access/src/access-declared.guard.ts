import { Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { findProvider, notFound } from '@pocket/problem-details';
import { MountedRoutes } from '@pocket/routes';
import { accessRuleOf } from './rule.js';

const advice = 'add @MinimumRole, @RequireScopes, @AnyPerson or @Public';

/**
 * The global guard of a service that wants a rule on every route: one without a rule stops the start, and answers as if it
 * did not exist where it was mounted later.
 */
@Injectable()
export class AccessDeclaredGuard implements CanActivate {
  private readonly logger = new Logger(AccessDeclaredGuard.name);

  constructor(private readonly moduleRef: ModuleRef) {}

  onApplicationBootstrap(): void {
    const routes = findProvider(this.moduleRef, MountedRoutes);
    if (!routes) throw new Error('AccessDeclaredGuard needs AccessModule: import it.');
    const open = routes.all().filter(({ handler, controller }) => !accessRuleOf(handler, controller));
    if (open.length === 0) return;
    const names = open.map(({ route, name }) => `${route} (${name})`).join(', ');
    throw new Error(`${names} declares no access rule: ${advice}.`);
  }

  canActivate(context: ExecutionContext): boolean {
    if (accessRuleOf(context.getHandler(), context.getClass())) return true;
    const name = `${context.getClass().name}.${context.getHandler().name}`;
    this.logger.error(`${name} declares no access rule and is refused: ${advice}.`);
    throw notFound();
  }
}
