import { createHash } from 'node:crypto';
import { includesRole, type Role } from '@pocket/access';
import { createCallers, type Caller } from '../support/callers.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';
import type { Operation } from './operations.js';

/** Who sends requests, and what is known of them. */
export interface Sender {
  name: string;
  /** The value of the header. */
  authorization?: string;
  kind: Caller['kind'] | 'service';
  /** Of a person, by the id of the organization. */
  roles: Record<string, Role>;
  /** Of a program. */
  organizationId?: string;
  scopes: string[];
}

/** An organization with a word of its own in the texts of all that it has stored. */
interface Tenant {
  id: string;
  name: string;
  marker: string;
}

/** Tenants with all that the services can store, everyone who may knock, and what has been learned since. */
export interface Tenants {
  world: World;
  tenants: Tenant[];
  /** The last of them: no sender has any right in it, so that nothing may change its rows. */
  bystander: Tenant;
  senders: Sender[];
  pool: Pool;
  /** Keys that are live and that no request can delete, since no sender knows their ids. */
  liveKeys: string[];
}

/** The ids that exist, by organization and by the last word of their collection's path: `api-keys`, `members`. */
export class Pool {
  readonly organizations: string[] = [];
  private readonly ids = new Map<string, Map<string, 'there' | 'deleted'>>();
  private readonly owners = new Map<string, string>();

  of(organizationId: string, collection: string): string[] {
    const all = [...(this.ids.get(`${organizationId} ${collection}`) ?? [])];
    return all.filter(([, state]) => state === 'there').map(([id]) => id);
  }

  /** `undefined`: never heard of. */
  stateOf(organizationId: string, collection: string, id: string): 'there' | 'deleted' | undefined {
    return this.ids.get(`${organizationId} ${collection}`)?.get(id);
  }

  set(organizationId: string, collection: string, id: string, state: 'there' | 'deleted'): void {
    const place = `${organizationId} ${collection}`;
    this.ids.set(place, (this.ids.get(place) ?? new Map<string, 'there' | 'deleted'>()).set(id, state));
    this.owners.set(id, organizationId);
  }

  /**
   * Beyond ten the newer take the place of the older, but for the tenants: else most requests would go to organizations
   * with nothing in them.
   */
  addOrganization(id: string): void {
    if (this.organizations.length >= 10) this.organizations.splice(3, 1);
    this.organizations.push(id);
    this.owners.set(id, id);
  }

  /** The organization that an id belongs to, also after its deletion. */
  ownerOf(id: string): string | undefined {
    return this.owners.get(id);
  }
}

const serviceSecret = 'a secret of the fuzzer: ü % +';
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

export async function createTenants(): Promise<Tenants> {
  const world = await createWorld({
    INTROSPECTION_CLIENTS: `fuzz=${createHash('sha256').update(serviceSecret).digest('hex')}`,
    API_KEY_MAX_PER_ORGANIZATION: '60',
  });
  const pool = new Pool();
  const tenants: Tenant[] = [];
  const organizations: TestOrganization[] = [];
  for (const name of ['quagga', 'dugong', 'okapi']) {
    const organization = await world.organization(name);
    const tenant = { id: organization.id, name, marker: `only-${name}-may-see` };
    organizations.push(organization);
    tenants.push(tenant);
    await fill(world, pool, organization, tenant.marker);
  }
  const [first, second] = organizations as [TestOrganization, TestOrganization];
  const callers = [
    ...(await createCallers(world, first, second)),
    // The stranger to both is one person.
    ...(await createCallers(world, second, first)).filter(({ name }) => name !== 'non-member'),
  ];
  const senders = [
    ...callers.map((caller) => senderOf(caller, tenants)),
    await memberOfBoth(world, first, second),
    { name: 'service', kind: 'service', authorization: basic('fuzz', serviceSecret), roles: {}, scopes: [] },
    ...['service with a wrong secret', 'unknown service'].map((name, index): Sender => {
      const authorization = index === 0 ? basic('fuzz', 'wrong') : basic('other', serviceSecret);
      return { name, kind: 'refused', authorization, roles: {}, scopes: [] };
    }),
  ] satisfies Sender[];
  const liveKeys = callers.filter(({ kind }) => kind === 'program').map(({ token }) => token!);
  return { world, tenants, bystander: tenants.at(-1)!, senders, pool, liveKeys };
}

/** Something in every collection. */
async function fill(world: World, pool: Pool, { id, path, tokens }: TestOrganization, marker: string) {
  pool.addOrganization(id);
  const bodies: [keyof Pick<World, 'api' | 'recordings'>, string, object][] = [
    ['api', 'api-keys', { name: `${marker} key` }],
    ['api', 'members', { user_id: `${marker}|person/1`, name: `${marker} person` }],
    // In every tenant: a change that forgets which one would be seen in the bystander.
    ['api', 'members', { user_id: 'in every tenant ', name: `${marker} person` }],
    ['recordings', 'recordings', { title: `${marker} recording` }],
    [
      'recordings',
      'templates',
      { name: `${marker} template`, sections: [{ title: marker, prompt: marker }] },
    ],
  ];
  for (const [service, collection, body] of bodies) {
    for (let count = 0; count < 3; count++) {
      const numbered = 'user_id' in body ? { ...body, user_id: `${body.user_id as string}${count}` } : body;
      const {
        status,
        text,
        body: made,
      } = await world[service].call(`${path}/${collection}`, {
        method: 'POST',
        token: tokens.owner,
        body: numbered,
      });
      if (status !== 201) throw new Error(`${collection}: ${status} ${text}`);
      pool.set(id, collection, String(made.id ?? made.user_id), 'there');
    }
  }
}

function senderOf(
  { name, token, kind, roles = {}, organizationId, scopes = [] }: Caller,
  tenants: Tenant[],
): Sender {
  const homes = tenants.filter(({ id }) => id === organizationId || id in roles).map(({ name }) => name);
  const authorization = token === undefined ? undefined : `Bearer ${token}`;
  return {
    name: [name, ...homes].join(' of '),
    kind,
    authorization,
    roles: { ...roles },
    organizationId,
    scopes,
  };
}

async function memberOfBoth(
  world: World,
  first: TestOrganization,
  second: TestOrganization,
): Promise<Sender> {
  const sub = 'member-of-both';
  const memberships: [TestOrganization, Role][] = [
    [first, 'viewer'],
    [second, 'admin'],
  ];
  for (const [{ path, tokens }, role] of memberships)
    await world.api.call(`${path}/members`, {
      method: 'POST',
      token: tokens.owner,
      body: { user_id: sub, role },
    });
  const authorization = `Bearer ${await world.issuer.token(sub)}`;
  const roles = Object.fromEntries(memberships.map(([{ id }, role]) => [id, role]));
  return {
    name: 'viewer of the first tenant and admin of the second',
    kind: 'person',
    authorization,
    roles,
    scopes: [],
  };
}

/** Whether this sender may use this operation, there: by the document, not by the code. */
export function isEntitled(
  { admits, path }: Operation,
  sender: Sender,
  organizationId: string | undefined,
): boolean {
  if (admits.everyone) return true;
  switch (sender.kind) {
    case 'service':
      return admits.service;
    case 'person': {
      if (admits.person === 'any') return true;
      const role = sender.roles[organizationId ?? ''];
      return admits.person !== undefined && role !== undefined && includesRole(role, admits.person);
    }
    case 'program': {
      const isAtHome = !path.includes('{orgId}') || organizationId === sender.organizationId;
      return isAtHome && (admits.program?.every((scope) => sender.scopes.includes(scope)) ?? false);
    }
    case 'anonymous':
    case 'refused':
      return false;
  }
}

/** Whether something of this organization may be in an answer to this sender. */
export function maySee(sender: Sender, organizationId: string): boolean {
  return (
    sender.kind === 'service' || organizationId === sender.organizationId || organizationId in sender.roles
  );
}
