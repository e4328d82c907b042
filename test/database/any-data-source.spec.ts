import { setTimeout as sleep } from 'node:timers/promises';
import { generateApiKey, hashApiKey, StoredKeys } from '@pocket/api-key-verification';
import { ApiKey, entities, migrations } from '@pocket/api-keys';
import { closeOwnConnection, dataSourceOptions, storedTime } from '@pocket/database';
import { Organization } from '@pocket/organizations';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { aKey, anOrganization, DataSources } from '../support/data-sources.js';
import { startHost, type HostChoice } from '../support/hosts.js';
import { readTable } from '../support/read-table.js';
import { testEngine } from '../support/test-database.js';
import { createWorld, type World } from '../support/world.js';

const secret = generateApiKey('pk_live_');
const keyHash = hashApiKey(secret);

/** A DataSource as somebody else makes one, without our factory. */
async function plain(options: object): Promise<DataSource> {
  return new DataSource({ entities, ...options } as unknown as DataSourceOptions).initialize();
}

describe('verification on any DataSource', () => {
  const dataSources = new DataSources();
  const opened: DataSource[] = [];
  const verifying: StoredKeys[] = [];
  afterEach(async () => {
    for (const keys of verifying.splice(0)) await keys.close();
    for (const dataSource of opened.splice(0)) {
      closeOwnConnection(dataSource);
      await dataSource.destroy();
    }
  });
  afterAll(() => dataSources.close());

  const open = async (options: object) => {
    const dataSource = await plain(options);
    opened.push(dataSource);
    return dataSource;
  };
  const keysOf = (dataSource: DataSource) => {
    const keys = new StoredKeys(dataSource);
    verifying.push(keys);
    return keys;
  };
  const idOf = async (keys: StoredKeys, hash = keyHash) => (await keys.findByHash(hash)).value?.id;
  /** The address of a database with one key in it. */
  const withKey = async (change: Partial<ApiKey> = {}) => {
    const ours = await dataSources.migrated();
    await ours.manager.insert(Organization, anOrganization('org_a'));
    await ours.manager.insert(ApiKey, { ...aKey('key_1', 'org_a'), keyHash, ...change });
    return ours.options;
  };

  if (testEngine === 'sqlite') {
    it('never sees a key that is not committed, nor takes one away that a rollback brings back', async () => {
      const { database } = await withKey();
      const host = await open({ type: 'better-sqlite3', database });
      const keys = keysOf(host);
      const runner = host.createQueryRunner();
      await runner.startTransaction();
      const other = hashApiKey('another');
      await runner.manager.insert(ApiKey, { ...aKey('key_2', 'org_a'), keyHash: other });
      await runner.manager.delete(ApiKey, { id: 'key_1' });
      expect([await idOf(keys, other), await idOf(keys)]).toEqual([undefined, 'key_1']);
      await runner.rollbackTransaction();
      expect([await idOf(keys, other), await idOf(keys)]).toEqual([undefined, 'key_1']);
    });

    it('waits for the end of a transaction in a database in memory, which has one connection', async () => {
      const host = await open({
        type: 'better-sqlite3',
        database: ':memory:',
        migrations,
        migrationsRun: true,
      });
      await host.manager.insert(Organization, anOrganization('org_a'));
      await host.manager.insert(ApiKey, { ...aKey('key_1', 'org_a'), keyHash });
      const keys = keysOf(host);
      const runner = host.createQueryRunner();
      await runner.startTransaction();
      await runner.manager.delete(ApiKey, { id: 'key_1' });
      const answered = jest.fn();
      const found = keys.findByHash(keyHash).finally(answered);
      // Longer than the turn after which it asks.
      await sleep(20);
      expect(answered).not.toHaveBeenCalled();
      await runner.rollbackTransaction();
      expect((await found).value?.id).toBe('key_1');
    });

    it('writes last_used_at at once, not in a transaction that somebody rolls back', async () => {
      const { database } = await withKey();
      const host = await open({ type: 'better-sqlite3', database });
      const runner = host.createQueryRunner();
      await runner.query('BEGIN');
      const used = new Date('2026-06-01T12:00:00.123Z');
      await keysOf(host).markUsed(new Map([['key_1', used]]));
      await runner.query('ROLLBACK');
      const [row] = await readTable(`sqlite:${String(database)}`, 'api_keys');
      expect(row).toMatchObject({ last_used_at: storedTime(used) });
    });
  } else {
    const expiresAt = new Date('2036-03-09T07:30:00.250Z');
    it.each(['Z', 'local', '+05:30', '-05:00'])(
      'reads and writes the same moments where the time zone of the connection is %s',
      async (timezone) => {
        const { host, port, username, password, database } = (await withKey({
          expiresAt,
        })) as unknown as Record<string, string>;
        const connection = { type: 'mysql', host, port, username, password, database, timezone };
        const keys = keysOf(await open(connection));
        expect((await keys.findByHash(keyHash)).value?.expiresAt).toBe(expiresAt.getTime());
        const used = new Date('2026-06-01T12:00:00.123Z');
        await keys.markUsed(new Map([['key_1', used]]));
        const utc = await open({ ...connection, timezone: 'Z' });
        expect((await utc.manager.findOneByOrFail(ApiKey, { id: 'key_1' })).lastUsedAt).toEqual(used);
      },
    );

    it('asks the writer where TypeORM has readers', async () => {
      const options = (await withKey()) as unknown as Record<string, string>;
      const { host, port, username, password } = options;
      const empty = new URL(await dataSources.database()).pathname.slice(1);
      const server = { host, port, username, password };
      const master = { ...server, database: options['database'] };
      const replication = { master, slaves: [{ ...server, database: empty }] };
      const keys = keysOf(await open({ type: 'mysql', replication }));
      expect(await idOf(keys)).toBe('key_1');
    });
  }

  it('is refused on an engine that has none of our tables, with a sentence', () => {
    const options = { type: 'postgres' } as DataSourceOptions;
    expect(() => keysOf({ options } as DataSource)).toThrow(
      'ApiKeyVerificationModule needs a DataSource of type mysql, mariadb or better-sqlite3, not postgres',
    );
  });
});

describe('the whole module', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());
  const start = (dataSource: HostChoice['dataSource']) =>
    startHost(world, { platform: 'fastify', dataSource }).then(
      async (host) => {
        await host.close();
        return 'started';
      },
      (error: Error) => error.message,
    );

  it('starts on a DataSource that lists the entities or loads them', async () => {
    expect(await start({})).toBe('started');
    expect(await start({ autoLoadEntities: false, entities } as object)).toBe('started');
  });

  it('is refused on one that has no entities of ours, and told which list to add', async () => {
    expect(await start({ autoLoadEntities: false, entities: [] } as object)).toMatch(
      /lacks the entities Organization, Membership.* Add the list `entities` of the library/,
    );
  });

  if (testEngine === 'sqlite') {
    it('is refused on a SQLite DataSource whose transactions all callers share, and told the way out', async () => {
      expect(await start({ plain: true })).toMatch(
        /one and the same transaction.*Create it by createDataSource of @pocket\/database/,
      );
    });
  } else {
    it.each([undefined, 'local', '+05:30'])(
      'is refused where the time zone is %s, and told the way out',
      async (timezone) => {
        expect(await start({ plain: true, timezone } as object)).toMatch(/Set timezone: 'Z'/);
      },
    );

    it('is refused with TypeORM’s replication, and told the way out', async () => {
      const { host, port, username, password, database } = dataSourceOptions(
        world.env.DATABASE_URL!,
      ) as unknown as Record<string, string>;
      const master = { host, port, username, password, database };
      const message = await start({
        plain: true,
        replication: { master, slaves: [master] },
        driver: undefined,
      } as object);
      expect(message).toContain("does not work with TypeORM's replication");
    });
  }
});
