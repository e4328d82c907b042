import type BetterSqlite3 from 'better-sqlite3';
import { MysqlPool, tlsOptions } from '@pocket/mysql';
import { deadlines } from '@pocket/problem-details';
import { prepareSqlite } from '@pocket/sqlite';
import type { PoolOptions } from 'mysql2';
import type { DataSourceOptions } from 'typeorm';
import { parseDatabaseUrl } from './database-url.js';

/**
 * The only place where a database URL becomes TypeORM options, for the services, the tests and the CLI alike.
 * The caller adds `entities` and `migrations`, and a `migrationsTableName` of its own where a second service
 * keeps its tables in the same database.
 */
export function dataSourceOptions(databaseUrl: string): DataSourceOptions {
  const url = parseDatabaseUrl(databaseUrl);
  const common = { synchronize: false, logging: false, migrationsTableName: 'pocket_migrations' } as const;

  if (url.kind === 'sqlite') {
    return {
      ...common,
      type: 'better-sqlite3',
      database: url.path,
      // The driver blocks the event loop while it waits, so the longer wait is ours (retryWhileBusy).
      timeout: 50,
      prepareDatabase: (database: BetterSqlite3.Database) => prepareSqlite(database, url.path),
    };
  }
  return {
    ...common,
    // For MariaDB too: an option cannot depend on which server answers.
    type: 'mysql',
    driver: { createPool: (options: PoolOptions) => new MysqlPool(url.hosts, options) },
    // TypeORM 0.3 warns at the start where the package behind a driver is not named; 1 knows this one only.
    ...({ connectorPackage: 'mysql2' } as object),
    ...url.hosts[0],
    username: url.user,
    password: url.password,
    database: url.database,
    charset: 'utf8mb4',
    timezone: 'Z',
    connectTimeout: deadlines.connect,
    poolSize: url.poolSize,
    ssl: url.tls && tlsOptions(url.tls),
    // More waiting requests than this are refused at once instead of piling up.
    extra: { queueLimit: 1_000 },
  };
}
