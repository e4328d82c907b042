import type BetterSqlite3 from 'better-sqlite3';
import { retryWhileBusy } from './retry-while-busy.js';

/** The settings of a connection, TypeORM's `prepareDatabase`. */
export async function prepareSqlite(database: BetterSqlite3.Database, path: string): Promise<void> {
  if (path !== ':memory:') await retryWhileBusy(() => database.pragma('journal_mode = WAL'));
  // With less, a deletion that has been answered could come back after a power cut.
  database.pragma('synchronous = FULL');
}
