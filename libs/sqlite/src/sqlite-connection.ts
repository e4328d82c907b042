import type BetterSqlite3 from 'better-sqlite3';
import { deadlines, DeadlineError } from '@pocket/problem-details';
import type { DataSource } from 'typeorm';
import { isBusy, retryWhileBusy } from './retry-while-busy.js';

interface SqliteDriver {
  /** The package itself. */
  sqlite: typeof BetterSqlite3;
  databaseConnection: BetterSqlite3.Database;
  options: {
    key?: string;
    nativeBinding?: string;
    prepareDatabase?: (database: BetterSqlite3.Database) => unknown;
  };
}

/** The connection that is our own, and the one beside which it was opened. */
interface Opened {
  connection: BetterSqlite3.Database;
  beside: BetterSqlite3.Database;
}
const opened = new WeakMap<DataSource, Opened>();

/**
 * A connection beside the one that TypeORM shares among all callers: it sees no row that is not committed, whoever has a
 * transaction open. A database in memory has only the one connection, so there it is that.
 */
export function ownConnection(dataSource: DataSource): BetterSqlite3.Database {
  const { sqlite, databaseConnection: beside, options } = dataSource.driver as unknown as SqliteDriver;
  if (beside.memory) return beside;
  const own = opened.get(dataSource);
  if (own?.connection.open && own.beside === beside) return own.connection;
  closeOwnConnection(dataSource);
  // The same file, wherever the process has gone since it was opened.
  const [{ file }] = beside.pragma('database_list') as [{ file: string }];
  // It blocks the process while it waits, also for a transaction of its own: whoever uses it waits by retryWhileBusy.
  const connection = new sqlite(file, {
    timeout: 0,
    fileMustExist: true,
    readonly: beside.readonly,
    nativeBinding: options.nativeBinding,
  });
  if (options.key) connection.exec(`PRAGMA key = ${JSON.stringify(options.key)}`);
  // Pragmas are set before its first wait; that it fails on a read-only file does no harm.
  (async () => options.prepareDatabase?.(connection))().catch(() => undefined);
  opened.set(dataSource, { connection, beside });
  return connection;
}

/** Closes what {@link ownConnection} opened. */
export function closeOwnConnection(dataSource: DataSource): void {
  opened.get(dataSource)?.connection.close();
  opened.delete(dataSource);
}

/**
 * Runs statements that see committed rows only: at once where nobody's transaction is open on the connection and nobody has locked
 * the file, else as soon as that is so.
 */
export function onceCommitted<T>(connection: BetterSqlite3.Database, work: () => T): T | Promise<T> {
  if (!connection.inTransaction) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }
  return retryWhileBusy(async () => {
    const end = performance.now() + deadlines.turn;
    while (connection.inTransaction) {
      if (performance.now() > end) throw new DeadlineError('The database');
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return work();
  });
}
