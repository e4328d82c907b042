import { Injectable, Optional, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { accessRuleOf } from './access-rule.js';
import { Authenticator, type IncomingCall } from './authenticator.js';
import { insufficientRole, insufficientScope, notFound } from './challenges.js';
import { OrganizationRoles } from './principal.js';
import { includesRole } from './roles.js';

/**
 * Lets people through who have the route's minimum role in the organization `:orgId` of its path.
 * An organization without an active membership of theirs answers 404, before any 403.
 * Programs have no role: they pass to {@link ScopesGuard} where the route names scopes, else 403.
 */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    @Optional() private readonly organizations?: OrganizationRoles,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { kind, minimumRole, scopes } = accessRuleOf(this.reflector, context);
    if (kind === 'public') return true;
    const request = context.switchToHttp().getRequest<IncomingCall>();
    const principal = await this.authenticator.authenticate(context);
    if (principal.kind === 'program') {
      if (scopes) return true;
      throw insufficientScope();
    }
    if (!minimumRole) {
      if (kind === 'person') return true;
      throw insufficientScope(scopes, 'This route is not for people.');
    }
    const organizationId = request.params?.['orgId'];
    const role = organizationId && (await this.organizations?.roleOf(principal, organizationId));
    if (!role) throw notFound();
    if (!includesRole(role, minimumRole)) throw insufficientRole(minimumRole);
    return true;
  }
}
