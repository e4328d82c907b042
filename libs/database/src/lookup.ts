import type BetterSqlite3 from 'better-sqlite3';
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2';
import { deadlines, withDeadline } from '@pocket/problem-details';
import { ownConnection, retryWhileBusy, untilCommitted } from '@pocket/sqlite';
import type { DataSource } from 'typeorm';
import { needStatement } from './needed-statements.js';

/** What can be bound; no `Date`, because a driver writes one in the time zone of its connection. */
export type Parameter = string | number | null;

/**
 * A statement that is asked at every request: prepared once by the driver, without an entity, within the time limit, on
 * the server that takes the writes, and never in sight of rows that are not committed. Times are selected as text
 * (`CAST(… AS CHAR)`), since a driver reads them in the time zone of its connection.
 */
export class Lookup<Row> {
  private statement?: BetterSqlite3.Statement<Parameter[], Row>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly sql: string,
  ) {
    needStatement(dataSource, sql);
  }

  /** The first row. */
  async one(...parameters: Parameter[]): Promise<Row | undefined> {
    return withDeadline(this.ask(parameters), deadlines.lookup);
  }

  private async ask(parameters: Parameter[]): Promise<Row | undefined> {
    if (this.dataSource.options.type === 'better-sqlite3') {
      const connection = ownConnection(this.dataSource);
      const prepared =
        this.statement?.database === connection ? this.statement : connection.prepare(this.sql);
      this.statement = prepared as BetterSqlite3.Statement<Parameter[], Row>;
      return retryWhileBusy(async () => {
        await untilCommitted(connection);
        return this.statement!.get(...parameters);
      });
    }
    const { pool } = this.dataSource.driver as unknown as { pool?: Pool };
    if (pool) return (await execute<Row>(pool, this.sql, parameters))[0];
    // With TypeORM's replication there are several pools; only the writer's has seen every deletion.
    const runner = this.dataSource.createQueryRunner('master');
    try {
      return ((await runner.query(this.sql, parameters)) as Row[])[0];
    } finally {
      await runner.release();
    }
  }
}

function execute<Row>(pool: Pool, sql: string, values: Parameter[]): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    pool.getConnection((failure, connection: PoolConnection) => {
      if (failure) return reject(failure);
      const options = { sql, values, timeout: deadlines.statement };
      connection.execute<(Row & RowDataPacket)[]>(options, (error, rows) => {
        // After a time-out mysql2 leaves the connection busy, and its next user would wait for it.
        if (error?.code === 'PROTOCOL_SEQUENCE_TIMEOUT') connection.destroy();
        else connection.release();
        if (error) reject(error);
        else resolve(rows);
      });
    });
  });
}

/** Executes a statement that changes rows: at once, and never in a transaction that somebody has open. */
export async function executeAtOnce(
  dataSource: DataSource,
  sql: string,
  parameters: Parameter[],
): Promise<void> {
  if (dataSource.options.type !== 'better-sqlite3') return void (await dataSource.query(sql, parameters));
  const connection = ownConnection(dataSource);
  await retryWhileBusy(async () => {
    await untilCommitted(connection);
    connection.prepare(sql).run(...parameters);
  });
}

/** A moment in the form in which every engine stores it: UTC, to the millisecond. */
export function storedTime(time: Date): string {
  return time.toISOString().replace('T', ' ').slice(0, -1);
}

/** Reads {@link storedTime}, with any number of digits of a second. */
export function parseStoredTime(text: string): Date {
  return new Date(`${text.replace(' ', 'T').slice(0, 23)}Z`);
}
