import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { existsSync } from 'node:fs';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { dataSourceOptions } from './data-source-options.js';
import { createDataSource } from './data-source.js';
import { DatabaseCheck } from './database-check.js';
import { CreateWriteChecks1795564800001 } from './create-write-checks.js';
import { migrate, pendingMigrations } from './migrate.js';
import { unusableDatabase } from './unusable-database.js';

/** What one service keeps in the database. */
export interface DatabaseSchema {
  entities: Extract<DataSourceOptions['entities'], unknown[]>;
  migrations: Extract<DataSourceOptions['migrations'], unknown[]>;
  /** Where it is noted which migrations were applied; each service on a database has its own. */
  migrationsTableName?: string;
}

/** The options of a service's DataSource. */
export function schemaOptions(url: string, schema: DatabaseSchema): DataSourceOptions {
  const migrations = [...schema.migrations, CreateWriteChecks1795564800001];
  return { ...dataSourceOptions(url), ...schema, migrations } as DataSourceOptions;
}

/** The service's DataSource, on the newest schema, and the {@link DatabaseCheck} that it passes before the service starts. */
@Module({})
export class DatabaseModule {
  /**
   * With `migrate` it brings the schema up to date, else it refuses to start on an old one. So it does with the
   * migrations that it `requires`: those of the tables that it reads and another service keeps.
   */
  static forRoot({
    url,
    migrate,
    requires,
    ...schema
  }: DatabaseSchema & {
    url: string;
    migrate: boolean;
    requires?: DatabaseSchema['migrations'];
  }): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        {
          provide: DatabaseCheck,
          inject: [DataSource],
          useFactory: (source: DataSource) => new DatabaseCheck(source),
        },
      ],
      exports: [DatabaseCheck],
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({ ...schemaOptions(url, schema), toRetry: () => false }),
          dataSourceFactory: async (options) => {
            if (requires) {
              const others = schemaOptions(url, { entities: [], migrations: requires });
              await (await openDatabase(others, migrate)).destroy();
            }
            return openDatabase(options!, migrate);
          },
        }),
      ],
    };
  }
}

async function openDatabase(options: DataSourceOptions, mayMigrate: boolean): Promise<DataSource> {
  const { type, database } = options;
  if (type === 'better-sqlite3' && !mayMigrate && database !== ':memory:' && !existsSync(database))
    throw new Error(
      'The SQLite file of the database URL does not exist: correct the path, or run "npm run migrate" to create it.',
    );
  const dataSource = await createDataSource(options)
    .initialize()
    .catch((cause: unknown) => {
      throw type === 'better-sqlite3' ? unusableDatabase(cause) : cause;
    });
  try {
    if (mayMigrate) {
      for (const name of await migrate(dataSource))
        new Logger(DatabaseModule.name).log(`applied migration ${name}`);
    } else if ((await pendingMigrations(dataSource)).length > 0) {
      throw new Error(
        'The database has an old schema: run "npm run migrate" or start with --migrate; in an application of your own, set migrate: true.',
      );
    }
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  return dataSource;
}
