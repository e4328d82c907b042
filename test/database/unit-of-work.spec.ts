import { Logger } from '@nestjs/common';
import { Organization, OrganizationsRepository } from '@pocket/organizations';
import { UnitOfWork } from '@pocket/revocation';
import type { DataSource } from 'typeorm';
import { anOrganization, DataSources } from '../support/data-sources.js';

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

describe('the lock of an organization', () => {
  const dataSources = new DataSources();
  afterAll(() => dataSources.close());

  it.each([
    ['found', []],
    ['changed', ['-FOUND_ROWS']],
  ])(
    'is held where it is there, else not_found, on a connection that counts rows as %s',
    async (_, flags) => {
      const { options } = await dataSources.migrated();
      const dataSource = await dataSources.make({ ...options, flags });
      await dataSource.manager.insert(Organization, anOrganization('org_a'));
      const repository = new OrganizationsRepository(dataSource);
      const lock = (id: string) => repository.withOrganizationLock(id, async () => 'held');
      expect(await lock('org_a')).toBe('held');
      await expect(lock('org_b')).rejects.toMatchObject({ code: 'not_found' });
    },
  );
});
