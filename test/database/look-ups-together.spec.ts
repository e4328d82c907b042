import timers from 'node:timers';
import { generateApiKey, hashApiKey, StoredKeys } from '@pocket/api-key-verification';
import { ApiKey } from '@pocket/api-keys';
import { closeOwnConnection, Lookup } from '@pocket/database';
import { Membership, Organization } from '@pocket/organizations';
import type { DataSource } from 'typeorm';
import { MembershipRoles } from '../../libs/organizations/src/membership-roles.js';
import { aKey, anOrganization, DataSources } from '../support/data-sources.js';

const dataSources = new DataSources();
const organizationId = 'org_00000000000000000000000001';
let dataSource: DataSource;
let keys: StoredKeys;
/** 150 keys that exist, by the hash. */
const ids = new Map(
  Array.from({ length: 150 }, (_, i) => [hashApiKey(generateApiKey('pk_live_')), `key_${i}`]),
);
const known = [...ids.keys()];
const unknown = hashApiKey('unknown');

beforeAll(async () => {
  dataSource = await dataSources.migrated();
  await dataSource.manager.insert(Organization, anOrganization(organizationId));
  await dataSource.manager.insert(
    ApiKey,
    [...ids].map(([keyHash, id]) => ({ ...aKey(id, organizationId), keyHash })),
  );
  keys = new StoredKeys(dataSource);
  // The first answer on MySQL may come before there is a lease, and is asked for again.
  await keys.findByHash(unknown);
});
afterAll(async () => {
  await keys.close();
  closeOwnConnection(dataSource);
  await dataSources.close();
});

/** The ids that are found for these hashes, asked for at once, and how many statements that took. */
async function lookUp(hashes: readonly string[]): Promise<[(string | undefined)[], number]> {
  const asked = jest.spyOn(Lookup.prototype, 'rows');
  const answers = await Promise.all(hashes.map((hash) => keys.findByHash(hash)));
  const statements = asked.mock.calls.length;
  asked.mockRestore();
  return [answers.map(({ value }) => value?.id), statements];
}

describe('requests that arrive together', () => {
  it.each([
    [1, 1],
    [2, 1],
    [4, 1],
    [5, 1],
    [17, 1],
    [64, 1],
    [65, 2],
    [150, 3],
  ])('%i look-ups take %i statement(s), and each finds its own key', async (count, statements) => {
    const hashes = known.slice(0, count);
    expect(await lookUp(hashes)).toEqual([hashes.map((hash) => ids.get(hash)), statements]);
  });

  it('may ask for the same key, and for one that does not exist', async () => {
    const [first, second] = known as [string, string];
    const hashes = [first, unknown, second, unknown, first];
    expect(await lookUp(hashes)).toEqual([hashes.map((hash) => ids.get(hash)), 1]);
  });

  it('do not find a key that was deleted before they were asked, whoever asks with them', async () => {
    const [deleted, ...others] = known.slice(-3) as [string, string, string];
    await dataSource.manager.delete(ApiKey, { keyHash: deleted });
    expect(await lookUp([deleted, ...others])).toEqual([
      [undefined, ...others.map((hash) => ids.get(hash))],
      1,
    ]);
  });

  it('do not wait for a clock that a test has replaced', async () => {
    const replaced = jest.spyOn(timers, 'setImmediate').mockImplementation((() => ({})) as never);
    const found = await lookUp(known.slice(0, 2));
    replaced.mockRestore();
    expect(found).toEqual([known.slice(0, 2).map((hash) => ids.get(hash)), 1]);
  });

  it('all fail where their statement does, and the next ones do not', async () => {
    const failing = jest.spyOn(Lookup.prototype, 'rows').mockRejectedValueOnce(new Error('gone'));
    const settled = await Promise.allSettled(known.slice(0, 5).map((hash) => keys.findByHash(hash)));
    failing.mockRestore();
    expect(settled.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
    expect((await lookUp(known.slice(0, 5)))[0]).toEqual(known.slice(0, 5).map((hash) => ids.get(hash)));
  });

  it('each has the role of their own person, whose id is compared byte by byte', async () => {
    const roles = new MembershipRoles(dataSource);
    const createdAt = new Date();
    const member = (userId: string, role: 'viewer' | 'owner') =>
      dataSource.manager.insert(Membership, {
        organizationId,
        userId,
        email: null,
        name: null,
        role,
        status: 'active',
        createdAt,
        updatedAt: createdAt,
      });
    const viewers = Array.from({ length: 59 }, (_, i) => `viewer ${i}`);
    for (const userId of viewers) await member(userId, 'viewer');
    await member('anna', 'owner');
    await member('anna,nobody', 'viewer');
    const people = ['anna', 'Anna', 'anna ', 'anna,nobody', 'nobody', ...viewers];
    const found = await Promise.all(
      people.map((userId) => roles.roleOf({ kind: 'person', userId } as never, organizationId)),
    );
    await roles.onApplicationShutdown();
    expect(found.map((answer) => ('role' in answer ? answer.role : answer.status))).toEqual([
      'owner',
      'none',
      'none',
      'viewer',
      'none',
      ...viewers.map(() => 'viewer'),
    ]);
  });
});
