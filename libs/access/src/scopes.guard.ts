import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { accessMetadata, accessRuleOf } from './access-rule.js';
import { Authenticator, type IncomingCall } from './authenticator.js';
import { insufficientScope, notFound } from './challenges.js';
import { misnamedOrganization } from './organization-param.js';

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
    const { kind, scopes, minimumRole } = accessRuleOf(this.reflector, context);
    if (kind === 'public') return true;
    const request = context.switchToHttp().getRequest<IncomingCall>();
    const principal = await this.authenticator.authenticate(context);
    if (principal.kind === 'person') {
      if (minimumRole || kind === 'person') return true;
      throw insufficientScope(scopes, 'This route is for API keys only.');
    }
    if (!scopes) throw insufficientScope();
    const params = request.params ?? {};
    const misnamed = misnamedOrganization(Object.keys(params));
    if (misnamed !== undefined)
      throw new Error(`The path names its organization ":${misnamed}" instead of ":orgId".`);
    const organizationId = params['orgId'];
    if (organizationId !== undefined && organizationId !== principal.organizationId) throw notFound();
    if (!scopes.every((scope) => principal.scopes.includes(scope))) throw insufficientScope(scopes);
    const isCounted = this.reflector.get<boolean>(accessMetadata.countedByHandler, context.getHandler());
    if (!isCounted) this.authenticator.recordUse(principal);
    return true;
  }
}
