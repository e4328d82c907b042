import type { OnApplicationBootstrap } from '@nestjs/common';
import { writeCheck } from '@pocket/mysql';
import { deadlines, withDeadline } from '@pocket/problem-details';
import type { DataSource, EntityMetadata } from 'typeorm';
import { unusableDatabase } from './unusable-database.js';
import { neededStatements } from './needed-statements.js';

/** How long an answer counts, whoever asks. */
const answerLifeMs = 1_000;

/**
 * Whether the database can be read and written and has every table, column and right that this service needs. A
 * service with a database that fails does not start; the error's message says what to do.
 */
export class DatabaseCheck implements OnApplicationBootstrap {
  private answer?: Promise<void>;
  private askedAt = 0;
  private isUnderWay = false;

  constructor(private readonly dataSource: DataSource) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.run().catch((cause: unknown) => {
      throw unusableDatabase(cause);
    });
  }

  /** Rejects with the reason, within {@link deadlines.health}; the database is asked at most once a second. */
  check(): Promise<void> {
    const now = performance.now();
    // One at a time: a slow database has better things to do than to be asked how it is.
    if (!this.answer || (!this.isUnderWay && now - this.askedAt >= answerLifeMs)) {
      this.askedAt = now;
      this.isUnderWay = true;
      const run = this.run().finally(() => (this.isUnderWay = false));
      this.answer = withDeadline(run, deadlines.health);
    }
    return this.answer;
  }

  private async run(): Promise<void> {
    const runner = this.dataSource.createQueryRunner();
    try {
      for (const sql of this.statements()) {
        const nothing = Array.from(sql.matchAll(/\?/g), () => null);
        await runner.query(sql, nothing);
      }
      const { sql, parameters } = writeCheck();
      await runner.query(sql, parameters);
    } finally {
      await runner.release();
    }
  }

  /** They touch no row; a server checks rights all the same. */
  private statements(): string[] {
    return [
      ...this.dataSource.entityMetadatas.flatMap((entity) => this.statementsOf(entity)),
      ...neededStatements(this.dataSource),
    ];
  }

  private statementsOf({ tablePath, columns }: EntityMetadata): string[] {
    const { driver, options } = this.dataSource;
    const table = driver.escape(tablePath);
    const names = columns.map(({ databaseName }) => driver.escape(databaseName));
    const select = `SELECT ${names.join(', ')} FROM ${table} WHERE 1 = 0`;
    // SQLite has no rights, and each of the others would wait for the write lock.
    if (options.type === 'better-sqlite3') return [select];
    return [
      `INSERT INTO ${table} (${names.join(', ')}) ${select}`,
      `UPDATE ${table} SET ${names[0]} = ${names[0]} WHERE 1 = 0`,
      `DELETE FROM ${table} WHERE 1 = 0`,
    ];
  }
}
