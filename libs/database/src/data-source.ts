import { Mutex, withTimeout } from 'async-mutex';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { SqliteQueryRunner } from './sqlite-query-runner.js';

const waitLimitMs = 1_500;

/**
 * A DataSource, not yet initialized, in which concurrent requests cannot touch each other's transactions on
 * any engine; use it instead of `new DataSource`, and as Nest's `dataSourceFactory`. On SQLite it behaves like
 * a pool of one connection: inside a transaction only its own `manager` can be used.
 */
export function createDataSource(options: DataSourceOptions): DataSource {
  const dataSource = new DataSource(options);
  if (options.type === 'better-sqlite3') {
    const driver = dataSource.driver as BetterSqlite3Driver;
    const busy = Object.assign(new Error('The database is busy.'), { code: 'POOL_WAIT_TIMEOUT' });
    const turns = withTimeout(new Mutex(), waitLimitMs, busy);
    // TypeORM's driver hands the same runner to everyone, so that one request's rollback undoes another's write.
    driver.createQueryRunner = () => new SqliteQueryRunner(driver, turns);
  }
  return dataSource;
}
