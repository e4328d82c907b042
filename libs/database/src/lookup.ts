import type BetterSqlite3 from 'better-sqlite3';
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2';
import { deadlines, withDeadline } from '@pocket/problem-details';
import { onceCommitted, ownConnection } from '@pocket/sqlite';
import type { DataSource } from 'typeorm';

/** What can be bound; no `Date`, because a driver writes one in the time zone of its connection. */
export type Parameter = string | number | null;

/**
 * Statements that run at every request: each prepared once by the driver, without an entity, within the time limit, on
 * the server that takes the writes, and never in sight of rows that are not committed. Times are selected as text
 * (`CAST(… AS CHAR)`), since a driver reads them in the time zone of its connection.
 */
export class Lookup<Row> {
  /** On SQLite, by their text. */
  private readonly prepared = new Map<string, BetterSqlite3.Statement<Parameter[], Row>>();

  constructor(private readonly dataSource: DataSource) {}

  async rows(sql: string, parameters: Parameter[]): Promise<Row[]> {
    if (this.dataSource.options.type === 'better-sqlite3') return this.rowsOfFile(sql, parameters);
    return withDeadline(this.rowsOfServer(sql, parameters), deadlines.lookup);
  }

  private rowsOfFile(sql: string, parameters: Parameter[]): Row[] | Promise<Row[]> {
    const connection = ownConnection(this.dataSource);
    let statement = this.prepared.get(sql);
    if (statement?.database !== connection)
      this.prepared.set(sql, (statement = connection.prepare<Parameter[], Row>(sql)));
    const ready = statement;
    const rows = onceCommitted(connection, () => ready.all(...parameters));
    return rows instanceof Promise ? withDeadline(rows, deadlines.lookup) : rows;
  }

  private async rowsOfServer(sql: string, parameters: Parameter[]): Promise<Row[]> {
    const { pool } = this.dataSource.driver as unknown as { pool?: Pool };
    if (pool) return execute<Row>(pool, sql, parameters);
    // With TypeORM's replication there are several pools; only the writer's has seen every deletion.
    const runner = this.dataSource.createQueryRunner('master');
    try {
      return (await runner.query(sql, parameters)) as Row[];
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
  await onceCommitted(connection, () => connection.prepare(sql).run(...parameters));
}

/** A moment in the form in which every engine stores it: UTC, to the millisecond. */
export function storedTime(time: Date): string {
  return time.toISOString().replace('T', ' ').slice(0, -1);
}

/** Reads {@link storedTime}, with any number of digits of a second. */
export function parseStoredTime(text: string): Date {
  return new Date(`${text.replace(' ', 'T').slice(0, 23)}Z`);
}
