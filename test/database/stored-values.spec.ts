import { isDuplicate } from '@pocket/database';
import { isUnavailable } from '@pocket/problem-details';
import { ApiKey } from '@pocket/api-keys';
import { Membership, Organization } from '@pocket/organizations';
import type { DataSource } from 'typeorm';
import { DataSources, aKey, aMembership, anOrganization } from '../support/data-sources.js';
import { testEngine } from '../support/test-database.js';

describe('what the tables hold', () => {
  const dataSources = new DataSources();
  let dataSource: DataSource;
  beforeAll(async () => {
    dataSource = await dataSources.migrated();
    await dataSource.manager.insert(Organization, anOrganization('org_a'));
    await dataSource.manager.insert(ApiKey, aKey('key_a', 'org_a'));
    await dataSource.manager.insert(Membership, aMembership('org_a', 'émile'));
  });
  afterAll(() => dataSources.close());

  it('comes back as it was written, times to the millisecond', async () => {
    expect(await dataSource.manager.findOneByOrFail(ApiKey, { id: 'key_a' })).toEqual(aKey('key_a', 'org_a'));
    expect(await dataSource.manager.findOneByOrFail(Organization, { id: 'org_a' })).toEqual(
      anOrganization('org_a'),
    );
  });

  it('tells ids apart by case', async () => {
    await dataSource.manager.insert(ApiKey, aKey('key_A', 'org_a'));
    expect(await dataSource.manager.findOneBy(ApiKey, { id: 'KEY_A' })).toBeNull();
    expect((await dataSource.manager.findOneBy(ApiKey, { id: 'key_A' }))?.id).toBe('key_A');
  });

  // The servers cannot compare such an id with a column of ASCII, so whoever takes an id from outside checks it.
  it(`${testEngine === 'mysql' ? 'refuses' : 'finds nothing for'} an id with letters outside ASCII`, async () => {
    const found = await dataSource.manager
      .findOneBy(ApiKey, { id: 'kéy_🔑' })
      .catch(({ message }: Error) => message);
    expect(JSON.stringify(found)).toMatch(testEngine === 'mysql' ? /collations|convert/ : 'null');
  });

  it('tells user ids apart by case, accent and emoji', async () => {
    const found = (userId: string) =>
      dataSource.manager.countBy(Membership, { organizationId: 'org_a', userId });
    await dataSource.manager.insert(Membership, aMembership('org_a', '🦊'));
    expect(await found('émile')).toBe(1);
    expect(await found('emile')).toBe(0);
    expect(await found('ÉMILE')).toBe(0);
    expect(await found('🐻')).toBe(0);
  });

  // utf8mb4_bin and ascii_bin pad on both servers, so whoever takes an id from outside refuses a space at its end.
  it(`${testEngine === 'mysql' ? 'does not tell' : 'tells'} a trailing space apart`, async () => {
    const padded = await dataSource.manager.countBy(Membership, {
      organizationId: 'org_a',
      userId: 'émile ',
    });
    expect(padded).toBe(testEngine === 'mysql' ? 1 : 0);
  });

  it('refuses the same id, and the same hash, as a duplicate', async () => {
    const { keyHash } = aKey('key_a', 'org_a');
    for (const key of [aKey('key_a', 'org_a'), { ...aKey('key_b', 'org_a'), keyHash }]) {
      const error: unknown = await dataSource.manager.insert(ApiKey, key).catch((reason: unknown) => reason);
      expect([isDuplicate(error), isUnavailable(error)]).toEqual([true, false]);
    }
  });

  it('belongs to an organization that exists', async () => {
    const error: unknown = await dataSource.manager
      .insert(ApiKey, aKey('key_c', 'org_unknown'))
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect([isDuplicate(error), isUnavailable(error)]).toEqual([false, false]);
  });
});
