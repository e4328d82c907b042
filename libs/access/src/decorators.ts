import {
  applyDecorators,
  createParamDecorator,
  UseFilters,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
  type Type,
} from '@nestjs/common';
import { ProblemDetailsFilter } from '@pocket/problem-details';
import { refuseOtherTransports, RolesGuard, ScopesGuard } from './access.guard.js';
import { principalOf } from './authenticator.js';
import type { Principal } from '@pocket/callers';
import { roles, type Role } from './roles.js';
import { declareAccess, type AccessRule } from './rule.js';

/** The names of the security schemes in the OpenAPI document. */
export const securitySchemes = {
  person: 'PersonToken',
  program: 'ApiKey',
  service: 'ServiceCredential',
} as const;

/** Under this name an operation of the OpenAPI document says which role people need. */
export const minimumRoleNote = 'x-minimum-role';

/** Writes Swagger's metadata directly, to avoid depending on it. */
function documented(key: string, add: (before: unknown) => unknown): MethodDecorator & ClassDecorator {
  return (target: object, _key?: string | symbol, descriptor?: PropertyDescriptor): void => {
    const at = (descriptor?.value as object | undefined) ?? target;
    Reflect.defineMetadata(key, add(Reflect.getMetadata(key, at)), at);
  };
}

/** All that a rule needs on a route: its guard, the format of its errors, its security in the document. */
const guarded = (
  rule: AccessRule,
  guard: Type<CanActivate>,
  scheme: string,
  scopes: readonly string[] = [],
) =>
  applyDecorators(
    declareAccess(rule),
    UseGuards(guard),
    UseFilters(ProblemDetailsFilter),
    documented('swagger/apiSecurity', (others) => [{ [scheme]: scopes }, ...((others as object[]) ?? [])]),
  );

/** The route needs no credential. */
export const Public = () => declareAccess({ public: true });

/** Any person with a valid token may call; programs are refused with 403 `insufficient_scope`. */
export const AnyPerson = () => guarded({ people: 'any' }, RolesGuard, securitySchemes.person);

/**
 * People need at least this role in the organization `:orgId` of the route's path.
 * Answers 401, 404 (no active membership) or 403 `insufficient_role`.
 */
export const MinimumRole = (role: Role) => {
  if (!roles.includes(role)) throw new Error(`@MinimumRole('${role}'): the roles are ${roles.join(', ')}.`);
  return applyDecorators(
    guarded({ people: role }, RolesGuard, securitySchemes.person),
    documented('swagger/apiExtension', (others) => ({ ...(others as object), [minimumRoleNote]: role })),
  );
};

/**
 * Programs need an API key with all of these scopes (with none named: any live key) of the organization `:orgId` of the
 * route's path. Answers 401, 404 (another organization) or 403 `insufficient_scope`. A route without `:orgId` stops the
 * start, unless it declares {@link AcrossOrganizations}.
 */
export const RequireScopes = (...scopes: string[]) =>
  guarded({ programs: { scopes } }, ScopesGuard, securitySchemes.program, scopes);

/**
 * The route's path names no organization, and keys of every organization may call it: the handler must keep them apart
 * itself, by `organizationId` of the {@link CurrentPrincipal}.
 */
export const AcrossOrganizations = () => declareAccess({ acrossOrganizations: true });

/** The caller of the route, as a handler's parameter. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  refuseOtherTransports(context);
  return principalOf(context.switchToHttp().getRequest());
});
