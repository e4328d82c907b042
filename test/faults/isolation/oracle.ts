import type { Role } from '@pocket/access';
import type { Answer } from '../../support/services.js';

/** Where everybody is let in or kept out, by the contract and not by the code. */
export const rank: Role[] = ['viewer', 'member', 'admin', 'owner'];
export const allScopes = ['recordings:read', 'recordings:write', 'templates:read', 'templates:write'];

export interface Person {
  userId: string;
  token: string;
}

export interface Member {
  user_id: string;
  email: null;
  name: string | null;
  role: Role;
  status: string;
  updated_at: string;
}

export interface Key {
  home: Organization;
  id: string;
  secret: string;
  name: string;
  scopes: string[];
  createdAt: string;
  expiresAt: string | null;
  isDeleted: boolean;
  /** From the beginning of the first accepted use to the answer to the last. */
  used?: Span;
}

export interface Recording {
  id: string;
  title: string;
  duration: number;
  language: string;
  created_at: string;
}

export interface Organization {
  id: string;
  /** In every name that anything of this organization has. */
  marker: string;
  created_at: string;
  members: Map<string, Member>;
  /** Oldest first, deleted ones too. */
  keys: Key[];
  recordings: (Recording & { isDeleted: boolean })[];
}

/** Milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

/** A person, a key, or nobody. */
export type Caller = Person | Key | undefined;

/** What an answer must be, as far as the contract fixes it. */
export interface Expected {
  status: number;
  code?: string;
  required_role?: string;
  body?: unknown;
}

/** Who may use a route. */
export interface Rule {
  role?: Role;
  scope?: string;
}

export const isKey = (caller: Caller): caller is Key => caller !== undefined && 'secret' in caller;
export const unauthenticated: Expected = { status: 401, code: 'unauthenticated' };
export const invalidToken: Expected = { status: 401, code: 'invalid_token' };
export const insufficientScope: Expected = { status: 403, code: 'insufficient_scope' };
export const notFound: Expected = { status: 404, code: 'not_found' };
export const insufficientRole = (role: Role): Expected => ({
  status: 403,
  code: 'insufficient_role',
  required_role: role,
});

/** Whether a key is not expired, at this moment; `false` of a deleted one. */
export const isLive = ({ isDeleted, expiresAt }: Key, now: number): boolean =>
  !isDeleted && (expiresAt === null || Date.parse(expiresAt) > now);

/** What keeps a caller out of a route of this organization, at this moment; nothing where it is let in. */
export function refusal(
  caller: Caller,
  organization: Organization,
  { role, scope }: Rule,
  now: number,
): Expected | undefined {
  if (!caller) return unauthenticated;
  if (isKey(caller)) {
    if (!isLive(caller, now)) return invalidToken;
    if (!scope) return insufficientScope;
    if (caller.home !== organization) return notFound;
    return caller.scopes.includes(scope) ? undefined : insufficientScope;
  }
  const own = roleIn(organization, caller);
  if (!own) return notFound;
  return role && rank.indexOf(own) < rank.indexOf(role) ? insufficientRole(role) : undefined;
}

/** The role of an active member. */
export function roleIn({ members }: Organization, { userId }: Person): Role | undefined {
  const member = members.get(userId);
  return member?.status === 'active' ? member.role : undefined;
}

export const keysOf = ({ keys }: Organization): Key[] => keys.filter(({ isDeleted }) => !isDeleted);

/** A key as it is listed; of the time of its last use, only what is impossible is wrong. */
export function listed(key: Key, { body }: Answer): object {
  const all = (Array.isArray(body.keys) ? body.keys : [body]) as {
    id: string;
    last_used_at: string | null;
  }[];
  const seen = all.find(({ id }) => id === key.id)?.last_used_at ?? null;
  return {
    id: key.id,
    name: key.name,
    scopes: key.scopes,
    created_at: key.createdAt,
    expires_at: key.expiresAt,
    last_used_at: isPossible(seen, key.used) ? seen : `not ${seen}`,
  };
}

function isPossible(seen: string | null, used: Span | undefined): boolean {
  if (seen === null) return true;
  return used !== undefined && Date.parse(seen) >= used.from && Date.parse(seen) <= used.to;
}

/** Notes an accepted use. */
export function noteUse(caller: Caller, { from, to }: Span): void {
  if (isKey(caller)) caller.used = { from: caller.used?.from ?? from, to };
}

export function maySee(caller: Caller, organization: Organization): boolean {
  if (!caller) return false;
  return isKey(caller) ? caller.home === organization : roleIn(organization, caller) !== undefined;
}
