import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { accessRuleOf } from './access-rule.js';
import { Authenticator, type IncomingCall } from './authenticator.js';
import { insufficientScope, notFound } from './challenges.js';

/**
 * Lets programs through whose key has every scope of the route, in the key's own organization only:
 * where the path has an `:orgId`, another one answers 404, before any 403.
 * People pass to {@link RolesGuard} where the route names a role, else 403.
 */
@Injectable()
export class ScopesGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { scopes = [], minimumRole } = accessRuleOf(this.reflector, context);
    const request = context.switchToHttp().getRequest<IncomingCall>();
    const principal = await this.authenticator.authenticate(context);
    if (principal.kind === 'person') {
      if (minimumRole) return true;
      throw insufficientScope(scopes, 'This route is for API keys only.');
    }
    const organizationId = request.params?.['orgId'];
    if (organizationId !== undefined && organizationId !== principal.organizationId) throw notFound();
    if (!scopes.every((scope) => principal.scopes.includes(scope))) throw insufficientScope(scopes);
    this.authenticator.recordUse(principal);
    return true;
  }
}
