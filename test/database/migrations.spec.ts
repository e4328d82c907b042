import { migrations } from '@pocket/api-keys';
import { migrate, pendingMigrations, schemaDrift } from '@pocket/database';
import { ApiKey } from '@pocket/api-keys';
import { Membership, Organization } from '@pocket/organizations';
import {
  MigrationExecutor,
  Table,
  type DataSource,
  type MigrationInterface,
  type QueryRunner,
} from 'typeorm';
import { schema as recordings } from '../../apps/recordings/src/schema.js';
import { DataSources, aKey, aMembership, anOrganization } from '../support/data-sources.js';

const names = migrations.map(({ name }) => name);
const tables = ['organizations', 'memberships', 'organization_creations', 'api_keys'];

describe('migrations', () => {
  const dataSources = new DataSources();
  afterAll(() => dataSources.close());

  it('are pending on an empty database, which asking leaves empty', async () => {
    const dataSource = await dataSources.open(await dataSources.database());
    expect(await pendingMigrations(dataSource)).toEqual(names);
    expect(await existing(dataSource, [...tables, 'pocket_migrations'])).toEqual([]);
  });

  it('make exactly the schema that the entities describe', async () => {
    const dataSource = await dataSources.open(await dataSources.database());
    expect(await migrate(dataSource)).toEqual(names);
    expect(await pendingMigrations(dataSource)).toEqual([]);
    expect(await migrate(dataSource)).toEqual([]);
    expect(await schemaDrift(dataSource)).toEqual([]);
  });

  it('of the recordings service go up, down and up beside the api’s, without drift', async () => {
    const dataSource = await dataSources.open(await dataSources.database(), recordings);
    const own = await pendingMigrations(dataSource);
    expect(own).not.toEqual([]);
    for (const undo of [true, false]) {
      expect(await migrate(dataSource)).toEqual(own);
      expect(await schemaDrift(dataSource)).toEqual([]);
      if (undo) for (const _ of own) await dataSource.undoLastMigration({ transaction: 'none' });
    }
  });

  it('notice a schema that has drifted', async () => {
    const dataSource = await dataSources.migrated();
    const runner = dataSource.createQueryRunner();
    await runner.dropIndex('memberships', 'memberships_by_user');
    await runner.release();
    expect(await schemaDrift(dataSource)).toEqual([expect.stringContaining('memberships_by_user')]);
  });

  it('go down and up again with rows in all tables', async () => {
    const dataSource = await dataSources.migrated();
    await fill(dataSource);
    for (const _ of names) await dataSource.undoLastMigration({ transaction: 'none' });
    expect(await existing(dataSource, tables)).toEqual([]);

    expect(await migrate(dataSource)).toEqual(names);
    await fill(dataSource);
    expect(await schemaDrift(dataSource)).toEqual([]);
  });

  it('go on where a failure stopped them, even after a table without its record', async () => {
    const url = await dataSources.database();
    const broken = await dataSources.open(url, { migrations: [migrations[0]!, BreaksDown1795392000002] });
    const log = jest.spyOn(console, 'log').mockImplementation();
    await expect(migrate(broken)).rejects.toThrow('half-way');
    log.mockRestore();
    const mended = await dataSources.open(url);
    await migrate(mended);
    expect(await pendingMigrations(mended)).toEqual([]);
    expect(await schemaDrift(mended)).toEqual([]);

    await new MigrationExecutor(mended).deleteMigration(await executed(mended, names[2]!));
    expect(await migrate(mended)).toEqual([names[2]]);
  });

  it('run once when many start at the same time', async () => {
    const url = await dataSources.database();
    const replicas = await Promise.all([1, 2, 3, 4].map(() => dataSources.open(url)));
    const applied = await Promise.all(replicas.map((replica) => migrate(replica)));
    expect(applied.flat()).toEqual(names);
  });

  it('of a second service have their own list and table in the same database', async () => {
    const url = await dataSources.database();
    const own = {
      migrations: [CreateNotes1795392000009],
      migrationsTableName: 'notes_migrations',
      entities: [],
    };
    const [first, second] = await Promise.all([dataSources.open(url), dataSources.open(url, own)]);
    const applied = await Promise.all([migrate(first), migrate(second)]);
    expect(applied).toEqual([names, ['CreateNotes1795392000009']]);
    expect(await pendingMigrations(second)).toEqual([]);
    expect(await existing(first, ['notes', 'notes_migrations', 'pocket_migrations'])).toHaveLength(3);
  });
});

async function fill(dataSource: DataSource): Promise<void> {
  await dataSource.manager.insert(Organization, anOrganization('org_a'));
  await dataSource.manager.insert(Membership, aMembership('org_a', 'user'));
  await dataSource.manager.insert(ApiKey, aKey('key_a', 'org_a'));
}

async function existing(dataSource: DataSource, wanted: string[]): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    const found = [];
    for (const table of wanted) if (await runner.hasTable(table)) found.push(table);
    return found;
  } finally {
    await runner.release();
  }
}

async function executed(dataSource: DataSource, name: string) {
  const all = await new MigrationExecutor(dataSource).getExecutedMigrations();
  return all.find((migration) => migration.name === name)!;
}

class BreaksDown1795392000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // What a process that is killed between the table and its record leaves behind.
    await new migrations[1]!().up(runner);
    throw new Error('half-way');
  }
  async down(): Promise<void> {}
}

class CreateNotes1795392000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({ name: 'notes', columns: [{ name: 'id', type: 'integer', isPrimary: true }] }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('notes', true);
  }
}
