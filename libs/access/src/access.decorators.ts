import {
  applyDecorators,
  createParamDecorator,
  SetMetadata,
  UseFilters,
  UseGuards,
  type ExecutionContext,
} from '@nestjs/common';
import { ProblemDetailsFilter } from '@pocket/problem-details';
import { accessMetadata } from './access-rule.js';
import { principalOf } from './authenticator.js';
import type { Principal } from './principal.js';
import type { Role } from './roles.js';
import { RolesGuard } from './roles.guard.js';
import { ScopesGuard } from './scopes.guard.js';

/** The names of the two security schemes in the OpenAPI document. */
export const securitySchemes = { person: 'PersonToken', program: 'ApiKey' } as const;

/** Names a scheme in the OpenAPI document by swagger's own metadata key, so that services without swagger work too. */
function documentedSecurity(scheme: string, scopes: readonly string[] = []) {
  return (target: object, _key?: string | symbol, descriptor?: PropertyDescriptor): void => {
    const documented = (descriptor?.value as object | undefined) ?? target;
    const others = (Reflect.getMetadata('swagger/apiSecurity', documented) as object[] | undefined) ?? [];
    Reflect.defineMetadata('swagger/apiSecurity', [{ [scheme]: scopes }, ...others], documented);
  };
}

/** Names the role in the OpenAPI document, by swagger's own metadata key as well. */
function documentedRole(role: Role) {
  return (target: object, _key?: string | symbol, descriptor?: PropertyDescriptor): void => {
    const documented = (descriptor?.value as object | undefined) ?? target;
    const others = Reflect.getMetadata('swagger/apiExtension', documented) as object | undefined;
    Reflect.defineMetadata('swagger/apiExtension', { ...others, 'x-minimum-role': role }, documented);
  };
}

/** The route needs no credential. */
export const Public = () => SetMetadata(accessMetadata.kind, 'public');

/** Any person with a valid token may call; programs are refused with 403 `insufficient_scope`. */
export const AnyPerson = () =>
  applyDecorators(
    SetMetadata(accessMetadata.kind, 'person'),
    UseGuards(RolesGuard),
    UseFilters(ProblemDetailsFilter),
    documentedSecurity(securitySchemes.person),
  );

/**
 * People need at least this role in the organization `:orgId` of the route's path.
 * Answers 401, 404 (no active membership) or 403 `insufficient_role`.
 */
export const MinimumRole = (role: Role) =>
  applyDecorators(
    SetMetadata(accessMetadata.minimumRole, role),
    UseGuards(RolesGuard),
    UseFilters(ProblemDetailsFilter),
    documentedSecurity(securitySchemes.person),
    documentedRole(role),
  );

/**
 * Programs need an API key with all of these scopes (with none named: any live key), of the organization `:orgId` where the path has one.
 * Answers 401, 404 (another organization) or 403 `insufficient_scope`.
 */
export const RequireScopes = (...scopes: string[]) =>
  applyDecorators(
    SetMetadata(accessMetadata.scopes, scopes),
    UseGuards(ScopesGuard),
    UseFilters(ProblemDetailsFilter),
    documentedSecurity(securitySchemes.program, scopes),
  );

/** The caller of the route, as a handler's parameter. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal =>
  principalOf(context.switchToHttp().getRequest()),
);
