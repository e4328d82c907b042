import { deadlines, DeadlineError } from '@pocket/problem-details';
import { SqliteQueryRunner } from '@pocket/sqlite';
import { Mutex, withTimeout } from 'async-mutex';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { createPrivately } from './private-file.js';

/**
 * A DataSource, not yet initialized, in which concurrent requests cannot touch each other's transactions on
 * any engine; use it instead of `new DataSource`, and as Nest's `dataSourceFactory`. On SQLite it behaves like
 * a pool of one connection: inside a transaction only its own `manager` can be used.
 */
export function createDataSource(options: DataSourceOptions): DataSource {
  const dataSource = new DataSource(options);
  if (options.type === 'better-sqlite3') {
    const driver = dataSource.driver as BetterSqlite3Driver;
    const turns = withTimeout(new Mutex(), deadlines.turn, new DeadlineError('The database'));
    // TypeORM's driver hands the same runner to everyone, so that one request's rollback undoes another's write.
    driver.createQueryRunner = () => new SqliteQueryRunner(driver, turns);
    const connect = driver.connect.bind(driver);
    driver.connect = async () => {
      if (!options.fileMustExist && !options.readonly) createPrivately(options.database);
      await connect();
    };
  }
  return dataSource;
}
