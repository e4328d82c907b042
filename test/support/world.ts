import { roles, type Role } from '@pocket/access';
import { environmentOf, startApi, startRecordings, type TestService } from './services.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { createTokenIssuer, type TokenIssuer } from './token-issuer.js';

/** An organization whose members are called after their role and it: `admin-of-acme`. */
export interface TestOrganization {
  id: string;
  /** The path of its routes. */
  path: string;
  /** Tokens of an active member of each role, and of one pending and one removed admin. */
  tokens: Record<Role | 'pending' | 'removed', string>;
}

/** Whatever serves the routes of the api. */
export type Api = Pick<TestService, 'call'>;

/** Organizations and keys, made by the routes of an api. */
export interface Tenants {
  organization(name: string): Promise<TestOrganization>;
  /** Creates a key as the organization's admin. */
  key(organization: TestOrganization, body?: object): Promise<{ id: string; key: string }>;
}

/** Both services on one database, with an issuer of tokens. */
export interface World extends Tenants {
  database: TestDatabase;
  issuer: TokenIssuer;
  env: NodeJS.ProcessEnv;
  api: TestService;
  recordings: TestService;
  close(): Promise<void>;
}

export async function createWorld(
  more: NodeJS.ProcessEnv = {},
  create: () => Promise<TestDatabase> = createTestDatabase,
): Promise<World> {
  const database = await create();
  const started: { close(): Promise<unknown> }[] = [];
  const keep = async <T extends { close(): Promise<unknown> }>(starting: Promise<T>): Promise<T> => {
    const one = await starting;
    started.push(one);
    return one;
  };
  const close = async () => {
    await Promise.all(started.map((one) => one.close()));
    await database.drop();
  };
  try {
    const issuer = await keep(createTokenIssuer());
    const env = environmentOf(database.url, issuer, more);
    const api = await keep(startApi(env));
    const recordings = await keep(startRecordings(env));
    return { database, issuer, env, api, recordings, ...tenantsOf(api, issuer), close };
  } catch (error) {
    // What is left open would keep Jest from ending.
    await close();
    throw error;
  }
}

export function tenantsOf(api: Api, issuer: TokenIssuer): Tenants {
  return {
    organization: (name) => createOrganization(api, issuer, name),
    key: async ({ path, tokens }, body = {}) => {
      const created = await api.call(`${path}/api-keys`, {
        method: 'POST',
        token: tokens.admin,
        body: { name: 'A key', ...body },
      });
      if (created.status !== 201) throw new Error(`No key: ${created.status} ${created.text}`);
      return { id: created.body.id as string, key: created.body.key as string };
    },
  };
}

async function createOrganization(api: Api, issuer: TokenIssuer, name: string): Promise<TestOrganization> {
  const tokens = {} as TestOrganization['tokens'];
  const subOf = (member: string) => `${member}-of-${name}`;
  for (const member of [...roles, 'pending', 'removed'] as const)
    tokens[member] = await issuer.token(subOf(member));
  const created = await api.call('/api/v1/organization', {
    method: 'POST',
    token: tokens.owner,
    body: { name },
  });
  const id = created.body.id as string;
  const path = `/api/v1/organization/${id}`;
  const asOwner = async (method: string, route: string, body: object) => {
    const answer = await api.call(path + route, { method, token: tokens.owner, body });
    if (answer.status >= 300) throw new Error(`${method} ${route}: ${answer.status} ${answer.text}`);
  };
  for (const role of ['viewer', 'member', 'admin'] as const) {
    await asOwner('POST', '/members', { user_id: subOf(role), role });
  }
  for (const status of ['pending', 'removed'] as const) {
    await asOwner('POST', '/members', { user_id: subOf(status), role: 'admin' });
    await asOwner('PATCH', `/members/${subOf(status)}`, { status });
  }
  return { id, path, tokens };
}
