import { takeTurns } from '@pocket/sqlite';
import { DataSource, type DataSourceOptions } from 'typeorm';

/**
 * A DataSource, not yet initialized, in which concurrent requests cannot touch each other's transactions on
 * any engine; use it instead of `new DataSource`, and as Nest's `dataSourceFactory`. On SQLite it behaves like
 * a pool of one connection: inside a transaction only its own `manager` can be used.
 */
export function createDataSource(options: DataSourceOptions): DataSource {
  const dataSource = new DataSource(options);
  if (options.type === 'better-sqlite3') takeTurns(dataSource, options);
  return dataSource;
}
