import { deadlines, DeadlineError } from '@pocket/problem-details';
import { Mutex, withTimeout } from 'async-mutex';
import type { DataSource, DataSourceOptions } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { createPrivately } from './private-file.js';
import { SqliteQueryRunner } from './sqlite-query-runner.js';

type SqliteOptions = Extract<DataSourceOptions, { type: 'better-sqlite3' }>;

/**
 * Makes a SQLite DataSource, not yet initialized, behave like a pool of one connection: TypeORM's driver hands the same
 * runner to everyone, so that one request's rollback undoes another's write. Its file is created for nobody else to read.
 */
export function takeTurns(dataSource: DataSource, options: SqliteOptions): void {
  const driver = dataSource.driver as BetterSqlite3Driver;
  const turns = withTimeout(new Mutex(), deadlines.turn, new DeadlineError('The database'));
  driver.createQueryRunner = () => new SqliteQueryRunner(driver, turns);
  const connect = driver.connect.bind(driver);
  driver.connect = async () => {
    if (!options.fileMustExist && !options.readonly) createPrivately(options.database);
    await connect();
  };
}
