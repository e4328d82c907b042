import type BetterSqlite3 from 'better-sqlite3';
import { deadlines, DeadlineError } from '@pocket/problem-details';
import type { DataSource } from 'typeorm';

interface SqliteDriver {
  /** The package itself. */
  sqlite: typeof BetterSqlite3;
  databaseConnection: BetterSqlite3.Database;
  options: { database: string; key?: string; nativeBinding?: string };
}

const own = new WeakMap<DataSource, BetterSqlite3.Database>();

/**
 * A connection beside the one that TypeORM shares among all callers: it sees no row that is not committed, whoever has a
 * transaction open. A database in memory has only the one connection, so there it is that.
 */
export function ownConnection(dataSource: DataSource): BetterSqlite3.Database {
  const { sqlite, databaseConnection, options } = dataSource.driver as unknown as SqliteDriver;
  if (databaseConnection.memory) return databaseConnection;
  const open = own.get(dataSource);
  if (open?.open) return open;
  // It blocks the process while it waits, also for a transaction of its own: whoever uses it waits by retryWhileBusy.
  const connection = new sqlite(options.database, {
    timeout: 0,
    fileMustExist: true,
    nativeBinding: options.nativeBinding,
  });
  if (options.key) connection.exec(`PRAGMA key = ${JSON.stringify(options.key)}`);
  own.set(dataSource, connection);
  return connection;
}

/** Closes what {@link ownConnection} opened. */
export function closeOwnConnection(dataSource: DataSource): void {
  own.get(dataSource)?.close();
  own.delete(dataSource);
}

/** Waits while somebody's transaction is open on the connection; a statement that follows at once sees committed rows only. */
export async function untilCommitted(connection: BetterSqlite3.Database): Promise<void> {
  const end = performance.now() + deadlines.turn;
  while (connection.inTransaction) {
    if (performance.now() > end) throw new DeadlineError('The database');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
