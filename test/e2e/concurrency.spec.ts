import { readTable } from '../support/read-table.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

const limit = 5;

describe('requests at the same moment', () => {
  let world: World;
  let acme: TestOrganization;
  beforeAll(async () => {
    world = await createWorld({ API_KEY_MAX_PER_ORGANIZATION: String(limit) });
  });
  beforeEach(async () => {
    acme = await world.organization(`acme-${Math.random()}`);
  });
  afterAll(() => world.close());

  const tally = (statuses: number[]) =>
    Object.fromEntries([201, 200, 409, 403].map((s) => [s, statuses.filter((x) => x === s).length]));
  const createKey = () =>
    world.api.call(`${acme.path}/api-keys`, {
      method: 'POST',
      token: acme.tokens.admin,
      body: { name: 'x' },
    });

  it('50 creates at one below the limit make exactly one key', async () => {
    for (let i = 0; i < limit - 1; i++) await createKey();
    const answers = await Promise.all(Array.from({ length: 50 }, createKey));
    expect(tally(answers.map(({ status }) => status))).toMatchObject({ 201: 1, 409: 49 });
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('key_limit_reached');
    const rows = (await readTable(world.database.url, 'api_keys')).filter(
      (row) => row['organization_id'] === acme.id,
    );
    expect(rows).toHaveLength(limit);
  });

  it('the only two owners demoting each other leave one owner', async () => {
    for (let round = 0; round < 10; round++) {
      const organization = await world.organization(`pair-${round}-${Math.random()}`);
      const second = `admin-of-${(await world.api.call(organization.path, { token: organization.tokens.owner })).body.name}`;
      const members = `${organization.path}/members`;
      await world.api.call(`${members}/${second}`, {
        method: 'PATCH',
        token: organization.tokens.owner,
        body: { role: 'owner' },
      });
      const first = second.replace('admin-of-', 'owner-of-');
      const demote = (token: string, user: string) =>
        world.api.call(`${members}/${encodeURIComponent(user)}`, {
          method: 'PATCH',
          token,
          body: { role: 'viewer' },
        });
      const answers = await Promise.all([
        demote(organization.tokens.owner, second),
        demote(organization.tokens.admin, first),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const owners = (await readTable(world.database.url, 'memberships')).filter(
        (row) =>
          row['organization_id'] === organization.id && row['role'] === 'owner' && row['status'] === 'active',
      );
      expect(owners).toHaveLength(1);
    }
  });

  it('the last owner can neither step down nor be removed', async () => {
    const owner = (
      await world.api.call(`${acme.path}/members`, { token: acme.tokens.owner })
    ).body.members.find((member: { role: string }) => member.role === 'owner');
    for (const change of [{ role: 'admin' }, { status: 'removed' }, { status: 'pending' }]) {
      const answer = await world.api.call(`${acme.path}/members/${encodeURIComponent(owner.user_id)}`, {
        method: 'PATCH',
        token: acme.tokens.owner,
        body: change,
      });
      expect([answer.status, answer.body.code]).toEqual([409, 'last_owner']);
    }
  });

  it('20 additions of the same person make one member', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        world.api.call(`${acme.path}/members`, {
          method: 'POST',
          token: acme.tokens.admin,
          body: { user_id: 'twin' },
        }),
      ),
    );
    expect(tally(answers.map(({ status }) => status))).toMatchObject({ 201: 1, 409: 19 });
  });
});
