import { setTimeout as sleep } from 'node:timers/promises';
import { migrate, pendingMigrations, schemaDrift } from '@pocket/database';
import { isUnavailable } from '@pocket/problem-details';
import { Organization } from '@pocket/organizations';
import type { DataSource } from 'typeorm';
import type { Pool } from 'mysql2';
import { DataSources, anOrganization } from '../support/data-sources.js';
import { testEngine } from '../support/test-database.js';

const dataSources = new DataSources();
let dataSource: DataSource;
beforeAll(async () => {
  dataSource = await dataSources.migrated();
});
afterAll(() => dataSources.close());

const reasonOf = (work: Promise<unknown>) => work.then(() => undefined).catch((reason: unknown) => reason);
const exists = (id: string) => dataSource.manager.existsBy(Organization, { id });

describe('concurrent requests', () => {
  it('keep their acknowledged writes when another request rolls back', async () => {
    const rollback = dataSource.transaction(async (manager) => {
      await manager.insert(Organization, anOrganization('org_undone'));
      await sleep(100);
      throw new Error('rolled back');
    });
    await sleep(20);
    const acknowledged = ['org_1', 'org_2', 'org_3'];
    const writes = acknowledged.map((id) => dataSource.manager.insert(Organization, anOrganization(id)));
    const [reason] = await Promise.all([reasonOf(rollback), ...writes]);
    expect(reason).toEqual(new Error('rolled back'));
    expect(await Promise.all(acknowledged.map(exists))).toEqual([true, true, true]);
    expect(await exists('org_undone')).toBe(false);
  });

  it('never see what another has not committed', async () => {
    let seen: Promise<boolean> | undefined;
    await dataSource.transaction(async (manager) => {
      await manager.insert(Organization, anOrganization('org_open'));
      seen = exists('org_open');
      await sleep(50);
      await manager.delete(Organization, { id: 'org_open' });
    });
    expect(await seen).toBe(false);
  });

  it('all succeed by the dozen, with transactions in transactions', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `org_many_${index}`);
    await Promise.all(
      ids.map((id) =>
        dataSource.transaction((outer) =>
          outer.transaction((inner) => inner.save(Organization, anOrganization(id))),
        ),
      ),
    );
    expect(await Promise.all(ids.map(exists))).toEqual(ids.map(() => true));
  });
});

describe('every way to ask', () => {
  it('gives its connection back, also when it fails', async () => {
    const { manager } = dataSource;
    const organizations = dataSource.getRepository(Organization);
    const query = () => organizations.createQueryBuilder('o');
    const asks: (() => Promise<unknown>)[] = [
      () => organizations.find(),
      () => organizations.findAndCount({ take: 1, skip: 1 }),
      () => organizations.countBy({ id: 'org_x' }),
      () => organizations.save(anOrganization('org_asked')),
      () => organizations.insert(anOrganization('org_asked')),
      () => organizations.upsert(anOrganization('org_asked'), ['id']),
      () => organizations.update({ id: 'org_asked' }, { name: 'B' }),
      () => organizations.remove(anOrganization('org_asked')),
      () => organizations.delete({ id: 'org_asked' }),
      () => organizations.findOneOrFail({ where: { id: 'org_none' } }),
      () => query().getRawMany(),
      () => query().getManyAndCount(),
      () => query().where('nonsense').getOne(),
      () => query().update({ name: 'C' }).where('nonsense').execute(),
      () => query().delete().where('nonsense').execute(),
      () => query().insert().values(anOrganization('org_1')).execute(),
      () => manager.query('nonsense'),
      () => manager.transaction((own) => own.query('nonsense')),
      () => manager.transaction((own) => own.transaction(() => Promise.reject(new Error('inner')))),
      () => dataSource.query('SELECT 1'),
      () => schemaDrift(dataSource),
      () => pendingMigrations(dataSource),
      () => migrate(dataSource),
    ];
    for (const ask of asks) {
      // More often than there are connections, so that a leak of one would show as well.
      for (let time = 0; time < 11; time += 1) await reasonOf(ask());
      expect([ask.toString(), await reasonOf(dataSource.query('SELECT 1'))]).toEqual([
        ask.toString(),
        undefined,
      ]);
    }
  });
});

const suites = { sqlite, mysql };
suites[testEngine]();

const readThenWrite = (source: DataSource, id: string) =>
  source.transaction(async (manager) => {
    await manager.countBy(Organization, { id });
    await sleep(150);
    await manager.insert(Organization, anOrganization(id));
  });

function sqlite(): void {
  describe('SQLite', () => {
    it('lets two processes write to one file, each waiting for the other without blocking', async () => {
      const url = `sqlite:${String(dataSource.options.database)}`;
      const other = await dataSources.open(url);
      let ticks = 0;
      const clock = setInterval(() => (ticks += 1), 10);
      await Promise.all([readThenWrite(dataSource, 'org_here'), readThenWrite(other, 'org_there')]);
      clearInterval(clock);
      expect(await Promise.all(['org_here', 'org_there'].map(exists))).toEqual([true, true]);
      expect(ticks).toBeGreaterThan(5);
    });

    it('answers that it is unavailable when the connection is not free in time', async () => {
      const runner = dataSource.createQueryRunner();
      await runner.startTransaction();
      const reasons = await Promise.all([
        reasonOf(dataSource.query('SELECT 1')),
        reasonOf(dataSource.transaction((manager) => manager.query('SELECT 1'))),
      ]);
      expect(reasons.map(isUnavailable)).toEqual([true, true]);
      await runner.rollbackTransaction();
      await runner.release();
      expect(await dataSource.query("SELECT 'yes' AS answer")).toEqual([{ answer: 'yes' }]);
    });

    it('does not hand on a transaction that its owner left open', async () => {
      const runner = dataSource.createQueryRunner();
      await runner.startTransaction();
      await runner.manager.insert(Organization, anOrganization('org_forgotten'));
      await runner.release();
      await dataSource.manager.insert(Organization, anOrganization('org_next'));
      expect([await exists('org_forgotten'), await exists('org_next')]).toEqual([false, true]);
      await expect(runner.query('SELECT 1')).rejects.toThrow('released');
    });

    it('survives a power cut: commits are synced to the disk', async () => {
      expect(await dataSource.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
      expect(await dataSource.query('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
      expect(await dataSource.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
    });
  });
}

const pool = () => (dataSource.driver as unknown as { pool: Pool }).pool;
const execute = (sql: string, timeout?: number) =>
  new Promise((resolve, reject) => {
    pool().getConnection((failure, connection) => {
      if (failure) return reject(failure);
      connection.execute({ sql, timeout }, (error, rows) => {
        connection.release();
        if (error) reject(error);
        else resolve(rows);
      });
    });
  });
/** The server's numbers of all connections of the pool. */
const connections = async () => {
  const ask = () => dataSource.query<{ id: number }[]>('SELECT CONNECTION_ID() AS id, SLEEP(0.2)');
  return (await Promise.all(Array.from({ length: 10 }, ask))).map(([row]) => row!.id);
};
const sleepers = (count: number, work: () => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, () => reasonOf(work())));

function mysql(): void {
  describe('MySQL', () => {
    it.each([
      ['TypeORM', () => dataSource.query('SELECT SLEEP(3)')],
      ['the pool', () => execute('SELECT SLEEP(3)')],
      ['the pool with a time-out of its own', () => execute('SELECT SLEEP(3)', 500)],
      ['a transaction', () => dataSource.transaction((manager) => manager.query('SELECT SLEEP(3)'))],
    ])('does not hand out a connection again whose statement took too long, from %s', async (_, slow) => {
      const before = await connections();
      const reasons = await sleepers(10, slow);
      expect(reasons.map(isUnavailable)).toEqual(reasons.map(() => true));
      const after = await connections();
      expect(after.filter((id) => before.includes(id))).toEqual([]);
    });

    it('answers that it is unavailable when no connection gets free, instead of waiting for one', async () => {
      const reasons = await sleepers(40, () => dataSource.query('SELECT SLEEP(3)'));
      expect(reasons.map(isUnavailable)).toEqual(reasons.map(() => true));
      expect(await dataSource.query("SELECT 'yes' AS answer")).toEqual([{ answer: 'yes' }]);
    });

    it('prints nothing about a slow statement', async () => {
      const warn = jest.spyOn(console, 'warn');
      await reasonOf(dataSource.query('SELECT SLEEP(3), ?', ['secret']));
      expect(warn).not.toHaveBeenCalled();
      warn.mockRestore();
    });

    it('gives up a lock that is not free within a second, and keeps the connection', async () => {
      await dataSource.manager.insert(Organization, anOrganization('org_locked'));
      const runner = dataSource.createQueryRunner();
      await runner.startTransaction();
      await runner.manager.update(Organization, { id: 'org_locked' }, { name: 'first' });
      const reason = await reasonOf(
        dataSource.manager.update(Organization, { id: 'org_locked' }, { name: 'second' }),
      );
      expect(reason).toMatchObject({ code: 'ER_LOCK_WAIT_TIMEOUT' });
      expect(isUnavailable(reason)).toBe(true);
      await runner.rollbackTransaction();
      await runner.release();
    });

    it('is strict, and reads what was committed, whatever the server defaults to', async () => {
      const tooLong = { ...anOrganization('org_strict'), name: 'x'.repeat(101) };
      expect(await reasonOf(dataSource.manager.insert(Organization, tooLong))).toMatchObject({
        code: 'ER_DATA_TOO_LONG',
      });
      const runner = dataSource.createQueryRunner();
      await runner.startTransaction();
      const before = await runner.manager.existsBy(Organization, { id: 'org_late' });
      await dataSource.manager.insert(Organization, anOrganization('org_late'));
      const after = await runner.manager.existsBy(Organization, { id: 'org_late' });
      await runner.rollbackTransaction();
      await runner.release();
      expect([before, after]).toEqual([false, true]);
    });
  });
}
