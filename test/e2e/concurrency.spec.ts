import { DataSource, type QueryRunner } from 'typeorm';
import { createPlace, goodCall, type Operation, type Place } from '../support/documented-calls.js';
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

  /** One succeeds and the others conflict, but for those that wait too long on a busy machine. */
  const expectOneSuccess = (answers: readonly { status: number }[]) => {
    const statuses = answers.map(({ status }) => status).filter((status) => status !== 503);
    const successes = statuses.filter((status) => status === 201);
    // Also what was answered 503 may have been done.
    expect(successes.length).toBeLessThanOrEqual(1);
    expect(new Set(statuses)).toEqual(new Set([...successes, 409]));
  };
  const createKey = () =>
    world.api.call(`${acme.path}/api-keys`, {
      method: 'POST',
      token: acme.tokens.admin,
      body: { name: 'x' },
    });

  it('50 creates at one below the limit make exactly one key', async () => {
    for (let i = 0; i < limit - 1; i++) await createKey();
    const list = () => world.api.call(`${acme.path}/api-keys`, { token: acme.tokens.admin });
    // Opens every connection of the pool: over the first alone, requests would take turns without any lock.
    await Promise.all(Array.from({ length: 50 }, list));
    const answers = await Promise.all(Array.from({ length: 50 }, createKey));
    expectOneSuccess(answers);
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
    expectOneSuccess(answers);
    const twins = (await readTable(world.database.url, 'memberships')).filter(
      (row) => row['organization_id'] === acme.id && row['user_id'] === 'twin',
    );
    expect(twins).toHaveLength(1);
  });
});

/** Operations whose outcome depends on other rows of the organization, written down here a second time. */
const locking = ['addMember', 'changeMember', 'createApiKey'];
const lock = /^UPDATE .?organizations.? SET .?name.? = .?name/;
/** An organization that is not there yet cannot be locked; what bounds it are the person's earlier ones. */
const ownLock = {
  id: 'createOrganization',
  sql: /^UPDATE .?organization_creations.? SET .?user_id.? = .?user_id.?/,
};
/** Asks for more than the row that the transaction is about. */
const aboutOthers = /^SELECT (COUNT|1)\b/i;

describe('operations of the documents', () => {
  let place: Place;
  beforeAll(async () => {
    place = await createPlace();
  });
  afterAll(() => place.world.close());

  /** The statements of each transaction that a good call of the operation runs. */
  const transactionsOf = async (operation: Operation): Promise<string[][]> => {
    const { path, call } = await goodCall(place, operation);
    const service = place.world[operation.service];
    const statements = new Map<QueryRunner | undefined, string[]>();
    const logQuery = jest
      .spyOn(service.app.get(DataSource).logger, 'logQuery')
      .mockImplementation((sql, _, runner) => {
        statements.set(runner, [...(statements.get(runner) ?? []), sql]);
      });
    const { status } = await service.call(path, call);
    logQuery.mockRestore();
    expect(`${operation.name} ${status < 300}`).toBe(`${operation.name} true`);
    const isBegin = (sql: string) => /^(BEGIN|START TRANSACTION)/.test(sql);
    return [...statements.values()]
      .filter((all) => all.some(isBegin))
      .map((all) => all.slice(all.findIndex(isBegin) + 1));
  };

  it('that depend on other rows lock the organization first', async () => {
    const faults: string[] = [];
    const locked = new Set<string>();
    for (const operation of place.operations)
      for (const [first = '', ...more] of await transactionsOf(operation)) {
        const other = [first, ...more].find((sql) => aboutOthers.test(sql));
        if (lock.test(first)) locked.add(operation.id);
        else if (operation.id === ownLock.id) {
          if (!ownLock.sql.test(first))
            faults.push(`${operation.name} does not lock the person’s creations, but begins with ${first}`);
        } else if (other || locking.includes(operation.id))
          faults.push(`${operation.name} does not begin with withOrganizationLock, but with ${first}`);
      }
    expect(faults).toEqual([]);
    expect([...locked].sort()).toEqual(locking);
  });
});
