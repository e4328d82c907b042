import type BetterSqlite3 from 'better-sqlite3';
import type { MutexInterface } from 'async-mutex';
import { QueryRunnerAlreadyReleasedError } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';
import { retryWhileBusy } from './retry-while-busy.js';

/**
 * A query runner that has the DataSource's one SQLite connection to itself from its first use to its release,
 * as if it came from a pool of one.
 */
export class SqliteQueryRunner extends BetterSqlite3QueryRunner {
  private turn?: Promise<MutexInterface.Releaser>;

  constructor(
    driver: BetterSqlite3Driver,
    private readonly turns: MutexInterface,
  ) {
    super(driver);
  }

  override async connect(): Promise<BetterSqlite3.Database> {
    if (this.isReleased) throw new QueryRunnerAlreadyReleasedError();
    // Asked once: when the wait was in vain, the rollback that follows must not wait again.
    this.turn ??= this.turns.acquire();
    await this.turn;
    return (await super.connect()) as BetterSqlite3.Database;
  }

  override query(
    ...[query, ...rest]: Parameters<BetterSqlite3QueryRunner['query']>
  ): ReturnType<BetterSqlite3QueryRunner['query']> {
    // A deferred transaction cannot wait for another process once it has read: it fails with SQLITE_BUSY_SNAPSHOT.
    const sql = query === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE' : query;
    const run = () => super.query(sql, ...rest);
    return this.transactionDepth > 0 ? run() : retryWhileBusy(run);
  }

  override async release(): Promise<void> {
    this.isReleased = true;
    await super.release();
    const giveBack = await this.turn?.catch(() => undefined);
    if (!giveBack) return;
    const connection = (await super.connect()) as BetterSqlite3.Database;
    // The next owner's writes would otherwise become part of it.
    if (connection.inTransaction) connection.exec('ROLLBACK');
    giveBack();
  }
}
