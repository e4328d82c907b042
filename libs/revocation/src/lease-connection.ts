import { createDataSource } from '@pocket/database';
import { deadlines, withDeadline } from '@pocket/problem-details';
import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2';
import type { DataSource, DataSourceOptions } from 'typeorm';

type Value = string | number;

/**
 * A connection beside the DataSource's pool, since a full pool would starve the lease. Statements go to the one and the
 * same connection until one fails; then it is dropped, and the next statement opens another.
 */
export class LeaseConnection {
  private dataSource?: DataSource;
  private connection?: PoolConnection;

  constructor(private readonly beside: DataSource) {}

  async rows(sql: string, values: Value[] = []): Promise<Record<string, unknown>[]> {
    return (await this.execute(sql, values)) as RowDataPacket[];
  }

  /** How many rows the statement has changed. */
  async change(sql: string, values: Value[]): Promise<number> {
    return ((await this.execute(sql, values)) as ResultSetHeader).affectedRows;
  }

  /** The next statement opens another connection. */
  drop(): void {
    this.connection?.destroy();
    this.connection = undefined;
  }

  async close(): Promise<void> {
    this.connection?.release();
    this.connection = undefined;
    const { dataSource } = this;
    this.dataSource = undefined;
    await dataSource?.destroy();
  }

  private async execute(sql: string, values: Value[]): Promise<RowDataPacket[] | ResultSetHeader> {
    const connection = (this.connection ??= await this.connect());
    const options = { sql, values, timeout: deadlines.lease };
    const answer = new Promise<RowDataPacket[] | ResultSetHeader>((resolve, reject) => {
      connection.execute<RowDataPacket[] | ResultSetHeader>(options, (error, result) =>
        error ? reject(error) : resolve(result),
      );
    });
    return withDeadline(answer, deadlines.lease);
  }

  private async connect(): Promise<PoolConnection> {
    this.dataSource ??= await inTime(this.open(), (late) => late.destroy());
    const { pool } = this.dataSource.driver as unknown as { pool: Pool };
    const taken = new Promise<PoolConnection>((resolve, reject) => {
      pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)));
    });
    // There is only one: if nobody gave it back, nobody would get it any more.
    return inTime(taken, (late) => late.release());
  }

  private open(): Promise<DataSource> {
    const { replication, ...common } = this.beside.options as { replication?: { master: object } };
    const options = {
      ...common,
      ...replication?.master,
      entities: [],
      migrations: [],
      subscribers: [],
      synchronize: false,
      dropSchema: false,
      migrationsRun: false,
      poolSize: 1,
      extra: { ...(common as { extra?: object }).extra, connectionLimit: 1 },
    };
    return createDataSource(options as unknown as DataSourceOptions).initialize();
  }
}

/** Rejects after the time in which a connection must be there; what comes later is given back. */
async function inTime<T>(work: Promise<T>, giveBack: (late: T) => unknown): Promise<T> {
  try {
    return await withDeadline(work, deadlines.connect);
  } catch (error) {
    work.then(giveBack).catch(() => undefined);
    throw error;
  }
}
