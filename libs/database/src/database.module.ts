import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource, DataSourceOptions } from 'typeorm';
import { dataSourceOptions } from './data-source-options.js';
import { createDataSource } from './data-source.js';
import { migrate, pendingMigrations } from './migrate.js';

/** What one service keeps in the database. */
export interface DatabaseSchema {
  entities: Extract<DataSourceOptions['entities'], unknown[]>;
  migrations: Extract<DataSourceOptions['migrations'], unknown[]>;
  /** Where it is noted which migrations were applied; each service on a database has its own. */
  migrationsTableName?: string;
}

/** The options of a service's DataSource. */
export function schemaOptions(url: string, schema: DatabaseSchema): DataSourceOptions {
  return { ...dataSourceOptions(url), ...schema } as DataSourceOptions;
}

/** The service's DataSource, on the newest schema. */
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
  const dataSource = await createDataSource(options).initialize();
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
