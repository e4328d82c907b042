import { HttpException, Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost, ModuleRef } from '@nestjs/core';
import { noteCaller } from '@pocket/callers';
import {
  insufficientRole,
  insufficientScope,
  notFound,
  unavailable,
  untilAllAreRead,
  type ProblemException,
} from '@pocket/problem-details';
import { actorName } from './actor.js';
import { Authenticator, setPrincipal, type IncomingCall } from './authenticator.js';
import { refusalOf, type Caller, type Refusal } from './decision.js';
import type { Person, Principal } from '@pocket/callers';
import { RegisteredPorts } from './registered-ports.js';
import { accessRuleOf, type AccessRule } from './rule.js';

/** The rule by which a request was let through, so that a route with two guards asks once. */
const admittedBy = Symbol('pocket:admitted');

/**
 * Holds a request against its route's rule: credential (401), then the organization of the path (404), then role or
 * scope (403). A route without a rule lets no one in.
 */
@Injectable()
class AccessGuard implements CanActivate {
  private readonly ports: RegisteredPorts;
  private readonly authenticator: Authenticator;

  constructor(
    moduleRef: ModuleRef,
    private readonly adapterHost: HttpAdapterHost,
  ) {
    this.ports = new RegisteredPorts(moduleRef);
    this.authenticator = new Authenticator(this.ports);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    refuseOtherTransports(context);
    const rule = accessRuleOf(context.getHandler(), context.getClass()) ?? {};
    if (rule.public) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<IncomingCall & { [admittedBy]?: AccessRule }>();
    if (request[admittedBy] === rule) return true;
    // The answer is for this caller alone.
    this.adapterHost.httpAdapter.setHeader(http.getResponse<unknown>(), 'Cache-Control', 'no-store');
    await untilAllAreRead(request);
    const principal = await this.authenticator.authenticate(request);
    const organizationId = request.params?.['orgId'];
    const own = principal.kind === 'program' ? principal.organizationId : organizationId?.slice(0, 40);
    noteCaller(request, { caller: actorName({ principal }), organization: own });
    const refusal = refusalOf(rule, await this.callerOf(principal, rule, organizationId), organizationId);
    if (refusal) throw problemOf(refusal, rule);
    setPrincipal(request, principal);
    request[admittedBy] = rule;
    if (principal.kind === 'program' && !rule.programs?.handlerRecordsUse)
      this.ports.apiKeys?.recordUse(principal);
    return true;
  }

  private async callerOf(
    principal: Principal,
    rule: AccessRule,
    organizationId: string | undefined,
  ): Promise<Caller> {
    if (principal.kind === 'program') return principal;
    const needsRole = rule.people !== undefined && rule.people !== 'any';
    return { kind: 'person', role: needsRole ? await this.roleOf(principal, organizationId) : undefined };
  }

  private async roleOf(person: Person, organizationId: string | undefined) {
    if (organizationId === undefined) return undefined;
    const found = await this.ports.roles?.roleOf(person, organizationId);
    if (found?.status === 'unavailable') throw unavailable(found.cause, found);
    return found?.status === 'member' ? found.role : undefined;
  }
}

/** The guard of `@MinimumRole` and `@AnyPerson`: see {@link AccessGuard}. */
@Injectable()
export class RolesGuard extends AccessGuard {}

/** The guard of `@RequireScopes`: see {@link AccessGuard}. */
@Injectable()
export class ScopesGuard extends AccessGuard {}

function problemOf(refusal: Refusal, { programs }: AccessRule): ProblemException {
  switch (refusal.reason) {
    case 'not_found':
      return notFound();
    case 'insufficient_role':
      return insufficientRole(refusal.required);
    case 'insufficient_scope':
      return insufficientScope(refusal.required);
    case 'not_for_people':
      return insufficientScope(programs?.scopes, 'This route is for API keys only.');
    case 'not_for_programs':
      return insufficientScope();
  }
}

/** GraphQL, RPC and WebSocket handlers have neither a path nor a response of their own to keep the promises with. */
export function refuseOtherTransports(context: ExecutionContext): void {
  const type: string = context.getType();
  if (type === 'http') return;
  const refusal = new HttpException(
    `${context.getClass().name}.${context.getHandler().name}: the guards of @pocket/access protect HTTP routes only, not ` +
      `"${type}" handlers. Check the caller in an HTTP route or a gateway in front, or by a guard of your own that asks ` +
      'ApiKeyVerifier.',
    403,
  );
  // Microservices and WebSockets neither answer nor log it.
  new Logger('AccessGuard').error(refusal.message);
  // GraphQL servers show it to the client.
  refusal.stack = '';
  throw refusal;
}
