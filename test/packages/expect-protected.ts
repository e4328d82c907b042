import type { Answer } from '../support/services.js';
import { call } from '../support/services.js';
import type { Api, Tenants, TestOrganization, World } from '../support/world.js';

/** A consumer's route for programs, and where its organizations and keys come from. */
export interface ProtectedRoute {
  tenants: Tenants;
  api: Api;
  own: TestOrganization;
  other: TestOrganization;
  /** The address of the route for an organization. */
  address: (organization: TestOrganization) => string;
  scope: string;
  otherScope: string;
  /** Whether people with a role may call it too; else the consumer knows no people. */
  isForPeople?: boolean;
}

/** The route of the consumers in this folder, for two new organizations of a world. */
export async function thingsOf(world: World, url: string): Promise<ProtectedRoute> {
  const [own, other] = [await world.organization('own'), await world.organization('other')];
  const address = ({ id }: TestOrganization) => `${url}/organization/${id}/things`;
  const scopes = { scope: 'recordings:read', otherScope: 'recordings:write' };
  return { tenants: world, api: world.api, own, other, address, ...scopes };
}

/** Everything that a guarded route promises, on a consumer that runs: scope, organization, revocation, expiry. */
export async function expectProtected(route: ProtectedRoute): Promise<void> {
  await expectScopeAndOrganization(route);
  await expectRevocation(route);
  await expectExpiry(route);
}

const use = (
  { address, own }: ProtectedRoute,
  token: string | undefined,
  organization = own,
): Promise<Answer> => call(address(organization), { token });

async function expectScopeAndOrganization(route: ProtectedRoute): Promise<void> {
  const { tenants, own, other, scope, otherScope, isForPeople } = route;
  const right = await tenants.key(own, { scopes: [scope] });
  const wrong = await tenants.key(own, { scopes: [otherScope] });
  const foreign = await tenants.key(other);
  const accepted = await use(route, right.key);
  expect([accepted.status, accepted.body]).toMatchObject([200, { organization: own.id }]);
  expect(accepted.headers.get('cache-control')).toBe('no-store');
  if (isForPeople) expect((await use(route, own.tokens.viewer)).status).toBe(200);
  const person = isForPeople ? ([404, 'not_found'] as const) : ([401, 'invalid_token'] as const);
  for (const [token, organization, status, code, challenge] of [
    [undefined, own, 401, 'unauthenticated', 'Bearer realm="pocket"'],
    ['pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD', own, 401, 'invalid_token', 'error="invalid_token"'],
    [`${right.key}x`, own, 401, 'invalid_token', 'error="invalid_token"'],
    [wrong.key, own, 403, 'insufficient_scope', `scope="${scope}"`],
    [foreign.key, own, 404, 'not_found'],
    [right.key, other, 404, 'not_found'],
    [other.tokens.owner, own, ...person],
    [own.tokens.removed, own, ...person],
  ] as const) {
    const answer = await use(route, token, organization);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    if (challenge) expect(answer.headers.get('www-authenticate')).toContain(challenge);
  }
}

/** A key that was deleted is refused from the next request on. */
async function expectRevocation(route: ProtectedRoute): Promise<void> {
  const { tenants, api, own } = route;
  for (let round = 0; round < 20; round++) {
    const { id, key } = await tenants.key(own);
    expect((await use(route, key)).status).toBe(200);
    await api.call(`${own.path}/api-keys/${id}`, { method: 'DELETE', token: own.tokens.admin });
    expect((await use(route, key)).status).toBe(401);
  }
}

/** A key that expires while it is in use is accepted until then and refused from that moment on. */
async function expectExpiry(route: ProtectedRoute): Promise<void> {
  const end = Date.now() + 3_000;
  const { key } = await route.tenants.key(route.own, { expires_at: new Date(end).toISOString() });
  const statuses = new Set<number>();
  while (!statuses.has(401)) {
    const before = Date.now();
    const { status } = await use(route, key);
    statuses.add(status);
    // An accepted request began before the end, and a refused one ended after it.
    if (status === 200) expect(before).toBeLessThan(end);
    else expect(Date.now()).toBeGreaterThanOrEqual(end);
  }
  expect([...statuses]).toEqual([200, 401]);
}
