import { ApiKey } from '@pocket/api-keys';
import { Organization } from '@pocket/organizations';
import type { DataSource } from 'typeorm';
import { aKey, anOrganization, DataSources } from '../../../test/support/data-sources.js';
import { OrganizationRows } from './organization-rows.js';

describe('the rows of an organization', () => {
  const dataSources = new DataSources();
  let dataSource: DataSource;
  let rows: OrganizationRows<ApiKey>;
  beforeAll(async () => {
    dataSource = await dataSources.migrated();
    for (const id of ['org_a', 'org_b']) await dataSource.manager.insert(Organization, anOrganization(id));
    await dataSource.manager.insert(ApiKey, [aKey('key_a', 'org_a'), aKey('key_b', 'org_b')]);
    rows = new OrganizationRows(dataSource, ApiKey);
  });
  afterAll(() => dataSources.close());

  it('are all that any condition finds, another organization in it or not', async () => {
    const found = async (where: object | object[]) =>
      (await rows.of('org_a').find(where as never, { id: 'ASC' })).map(({ id }) => id);
    expect(await found({})).toEqual(['key_a']);
    expect(await found({ id: 'key_b' })).toEqual([]);
    expect(await found({ organizationId: 'org_b' })).toEqual(['key_a']);
    expect(await found([{ id: 'key_a' }, { id: 'key_b' }])).toEqual(['key_a']);
    expect([await found([]), await rows.of('org_a').count([])]).toEqual([[], 0]);
  });

  it.each([undefined, null, ''])(
    'are not those of everyone where the organization is %j',
    (organizationId) => {
      expect(() => rows.of(organizationId as never)).toThrow('A query names its organization.');
    },
  );

  it('are neither changed nor deleted by another, nor moved to one', async () => {
    await dataSource.transaction(async (manager) => {
      const other = rows.in(manager, 'org_a');
      await other.update({ id: 'key_b' }, { name: 'Stolen' });
      expect(await other.delete({ id: 'key_b' })).toBe(0);
      await other.update({ id: 'key_a' }, { name: 'Own', organizationId: 'org_b' } as never);
    });
    const stored = await dataSource.manager.find(ApiKey, { order: { id: 'ASC' } });
    expect(stored.map(({ id, organizationId, name }) => [id, organizationId, name])).toEqual([
      ['key_a', 'org_a', 'Own'],
      ['key_b', 'org_b', 'Naïve key 🔑'],
    ]);
  });
});
