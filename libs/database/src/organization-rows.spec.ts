import { Logger } from '@nestjs/common';
import { ApiKey } from '@pocket/api-keys';
import { Organization } from '@pocket/organizations';
import type { DataSource } from 'typeorm';
import { aKey, anOrganization, DataSources } from '../../../test/support/data-sources.js';
import { OrganizationRows } from './organization-rows.js';
import { UnitOfWork } from './unit-of-work.js';

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
    await new UnitOfWork(dataSource).run(async ({ manager }) => {
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

describe('a unit of work', () => {
  const dataSources = new DataSources();
  afterAll(() => dataSources.close());
  const organizations = (dataSource: DataSource) => dataSource.manager.count(Organization);

  const logged = jest.spyOn(Logger.prototype, 'log').mockReturnValue();
  beforeEach(() => logged.mockClear());
  afterAll(() => logged.mockRestore());

  it('names its changes in the log only once they are committed, one after the other', async () => {
    const dataSource = await dataSources.migrated();
    const result = await new UnitOfWork(dataSource).run(async ({ manager, logChange }) => {
      await manager.insert(Organization, anOrganization('org_a'));
      logChange({ msg: 'first' });
      logChange({ msg: 'second' });
      expect(logged).not.toHaveBeenCalled();
      return 'answer';
    });
    expect([result, await organizations(dataSource)]).toEqual(['answer', 1]);
    expect(logged.mock.calls).toEqual([[{ msg: 'first' }], [{ msg: 'second' }]]);
  });

  it('that fails changes nothing and names nothing', async () => {
    const dataSource = await dataSources.migrated();
    const work = new UnitOfWork(dataSource).run(async ({ manager, logChange }) => {
      await manager.insert(Organization, anOrganization('org_a'));
      logChange({ msg: 'first' });
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect([await organizations(dataSource), logged.mock.calls]).toEqual([0, []]);
  });

  it.each([
    ['PROTOCOL_CONNECTION_LOST', true],
    ['ER_CONNECTION_KILLED', true],
    ['ER_LOCK_DEADLOCK', false],
    ['SQLITE_BUSY', false],
  ])('whose commit fails with %s has an unknown outcome: %j', async (code, isUnknown) => {
    const dataSource = await dataSources.migrated();
    jest.spyOn(dataSource, 'transaction').mockImplementation(async (work) => {
      await (work as unknown as (manager: unknown) => Promise<void>)(dataSource.manager);
      throw Object.assign(new Error('no'), { code });
    });
    const work = new UnitOfWork(dataSource).run(async ({ logChange }) => logChange({ msg: 'first' }));
    await expect(work).rejects.toThrow('no');
    expect(logged.mock.calls).toEqual(isUnknown ? [[{ msg: 'first', outcome: 'unknown' }]] : []);
  });
});
