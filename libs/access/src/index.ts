export { AccessDeclaredGuard } from './access-declared.guard.js';
export { RolesGuard, ScopesGuard } from './access.guard.js';
export { AccessModule } from './access.module.js';
export { documentAccess } from './document-access.js';
export { actorName, CurrentActor, originOf, type Actor, type System } from './actor.js';
export { hasTwoCredentials, principalOf, type IncomingCall } from './authenticator.js';
export { callerNoteOf, type CallerNote } from '@pocket/callers';
export { Clock } from './clock.js';
export {
  AcrossOrganizations,
  AnyPerson,
  CurrentPrincipal,
  MinimumRole,
  minimumRoleNote,
  Public,
  RequireScopes,
  securitySchemes,
} from './decorators.js';
export {
  ApiKeyVerifier,
  OrganizationRoles,
  PersonVerifier,
  type ApiKeyVerification,
  type PersonVerification,
  type RoleLookup,
  type Unavailable,
} from './ports.js';
export type { Person, Principal, Program } from '@pocket/callers';
export { includesRole, roles, type Role } from './roles.js';
export { accessRuleOf, declareAccess, type AccessRule } from './rule.js';
export { pocketScopes, scopeNamePattern, ScopeRegistry, type Scope } from './scope-registry.js';
