import type { Role } from './roles.js';
import { includesRole } from './roles.js';
import type { AccessRule } from './rule.js';

/** What a rule is held against: a person with their role in the organization of the path, or a program. */
export type Caller =
  | { kind: 'person'; role: Role | undefined }
  | { kind: 'program'; organizationId: string; scopes: readonly string[] };

/** Why a caller is not let through. */
export type Refusal =
  | { reason: 'not_found' }
  | { reason: 'insufficient_role'; required: Role }
  | { reason: 'insufficient_scope'; required: readonly string[] }
  | { reason: 'not_for_people' }
  | { reason: 'not_for_programs' };

/**
 * Whether a rule lets a caller through: `undefined`, or why not. `organizationId` is the `:orgId` of the path, where
 * it has one. Another organization is `not_found` before anything else is looked at.
 */
export function refusalOf(
  rule: AccessRule,
  caller: Caller,
  organizationId: string | undefined,
): Refusal | undefined {
  return caller.kind === 'person'
    ? refusalOfPerson(rule, caller.role)
    : refusalOfProgram(rule, caller, organizationId);
}

function refusalOfPerson({ people }: AccessRule, role: Role | undefined): Refusal | undefined {
  if (people === undefined) return { reason: 'not_for_people' };
  if (people === 'any') return undefined;
  if (role === undefined) return { reason: 'not_found' };
  return includesRole(role, people) ? undefined : { reason: 'insufficient_role', required: people };
}

function refusalOfProgram(
  { programs, acrossOrganizations }: AccessRule,
  { organizationId: own, scopes }: { organizationId: string; scopes: readonly string[] },
  organizationId: string | undefined,
): Refusal | undefined {
  // The start is stopped by such a route; nothing may depend on that check having run.
  if (!programs || (organizationId === undefined && !acrossOrganizations))
    return { reason: 'not_for_programs' };
  if (organizationId !== undefined && organizationId !== own) return { reason: 'not_found' };
  const hasAll = programs.scopes.every((scope) => scopes.includes(scope));
  return hasAll ? undefined : { reason: 'insufficient_scope', required: programs.scopes };
}
