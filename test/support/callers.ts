import { roles, type Role } from '@pocket/access';
import type { TestOrganization, World } from './world.js';

/** Who sends a request, and what is known of them. */
export interface Caller {
  name: string;
  /** The credential; none for the anonymous caller. */
  token?: string;
  /** `refused`: the credential itself is bad. */
  kind: 'anonymous' | 'refused' | 'person' | 'program';
  /** Role by the id of each organization in which the caller is an active member. */
  roles?: Record<string, Role>;
  /** A program's organization and scopes. */
  organizationId?: string;
  scopes?: string[];
}

/** Every kind of caller, seen from `own`; `other` is an organization in which none of them is a member. */
export async function createCallers(
  world: World,
  own: TestOrganization,
  other: TestOrganization,
): Promise<Caller[]> {
  const { issuer } = world;
  const refused = (name: string, token: string): Caller => ({ name, token, kind: 'refused' });
  const person = (name: string, token: string, role?: Role): Caller => ({
    name,
    token,
    kind: 'person',
    roles: role ? { [own.id]: role } : {},
  });
  const program = async (name: string, organization: TestOrganization, scopes: string[]): Promise<Caller> => {
    const { key } = await world.key(organization, { scopes });
    return { name, token: key, kind: 'program', organizationId: organization.id, scopes };
  };

  const admin = 'admin-of-own';
  return [
    { name: 'anonymous', kind: 'anonymous' },
    refused('malformed token', 'not.a.token'),
    refused('expired JWT', await issuer.expiredToken(admin)),
    refused('wrong audience', await issuer.wrongAudienceToken(admin)),
    refused('wrong issuer', await issuer.wrongIssuerToken(admin)),
    refused('signed by another key', await issuer.foreignKeyToken(admin)),
    refused('alg: none', await issuer.noneToken(admin)),
    person('non-member', await issuer.token('stranger')),
    person('pending', own.tokens.pending),
    person('removed', own.tokens.removed),
    ...roles.map((role) => person(role, own.tokens[role], role)),
    ...(await Promise.all(
      ['recordings:read', 'recordings:write', 'templates:read', 'templates:write'].map((scope) =>
        program(`key of this organization with ${scope}`, own, [scope]),
      ),
    )),
    await program('key of another organization', other, [
      'recordings:read',
      'recordings:write',
      'templates:read',
      'templates:write',
    ]),
    refused('deleted key', await deletedKey(world, own)),
    refused('expired key', await expiredKey(world, own)),
  ];
}

async function deletedKey(world: World, organization: TestOrganization): Promise<string> {
  const { id, key } = await world.key(organization);
  await world.api.call(`${organization.path}/api-keys/${id}`, {
    method: 'DELETE',
    token: organization.tokens.admin,
  });
  return key;
}

/** A key whose expiry is a moment ahead when it is created, and past when this returns. */
async function expiredKey(world: World, organization: TestOrganization): Promise<string> {
  const expiresAt = new Date(Date.now() + 300);
  const { key } = await world.key(organization, { expires_at: expiresAt.toISOString() });
  while (Date.now() <= expiresAt.getTime()) await new Promise((resolve) => setImmediate(resolve));
  return key;
}
