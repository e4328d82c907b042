export { AccessDeclaredGuard } from './access-declared.guard.js';
export { accessMetadata, accessRuleOf, isDeclared, type AccessRule } from './access-rule.js';
export { AccessModule } from './access.module.js';
export { hasTwoCredentials, type IncomingCall } from './authenticator.js';
export {
  AnyPerson,
  CurrentPrincipal,
  MinimumRole,
  Public,
  RequireScopes,
  securitySchemes,
} from './access.decorators.js';
export { insufficientRole, insufficientScope, invalidToken, notFound, unavailable } from './challenges.js';
export { Clock } from './clock.js';
export { PersonTokensModule } from './person-tokens.module.js';
export { PersonTokenVerifier, type PersonTokenOptions } from './person-token.verifier.js';
export { ApiKeyVerifier, OrganizationRoles, PersonVerifier } from './principal.js';
export type { Person, Principal, Program } from './principal.js';
export { includesRole, roles, type Role } from './roles.js';
export { RolesGuard } from './roles.guard.js';
export { pocketScopes, ScopeRegistry, type Scope } from './scope-registry.js';
export { ScopesGuard } from './scopes.guard.js';
