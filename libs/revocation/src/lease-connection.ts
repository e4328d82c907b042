import { createDataSource } from '@pocket/database';
import { DeadlineError, deadlines, withDeadline } from '@pocket/problem-details';
import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2';
import type { DataSource, DataSourceOptions } from 'typeorm';

type Value = string | number;
type How = 'execute' | 'query';

/**
 * A connection beside the DataSource's pool, since a full pool would starve the lease. Statements go to the one and the
 * same connection until one fails; then it is dropped, and the next statement opens another.
 */
export class LeaseConnection {
  private dataSource?: Promise<DataSource>;
  private isClosed = false;
  private connection?: Promise<PoolConnection>;
  /** How many connections were given up: statements between which this stays the same went over the same one. */
  drops = 0;

  constructor(private readonly beside: DataSource) {}

  /** `how`: by `query` where the text is seldom the same twice, so that it is not worth preparing. */
  async rows(sql: string, values: Value[] = [], how?: How): Promise<Record<string, unknown>[]> {
    return (await this.send(sql, values, how)) as RowDataPacket[];
  }

  /** How many rows the statement has changed. */
  async change(sql: string, values: Value[], how?: How): Promise<number> {
    return ((await this.send(sql, values, how)) as ResultSetHeader).affectedRows;
  }

  /** The next statement opens another connection. Without effect if one was given up since there were so many {@link drops}. */
  drop(drops = this.drops): void {
    if (drops !== this.drops) return;
    this.connection?.then((connection) => connection.destroy()).catch(() => undefined);
    this.connection = undefined;
    this.drops++;
  }

  /** For good: every later statement fails. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.connection?.then((connection) => connection.release()).catch(() => undefined);
    this.connection = undefined;
    this.drops++;
    await this.dataSource?.then((dataSource) => dataSource.destroy()).catch(() => undefined);
  }

  private async send(
    sql: string,
    values: Value[],
    how: How = 'execute',
  ): Promise<RowDataPacket[] | ResultSetHeader> {
    if (this.isClosed) throw new DeadlineError('The database');
    const connection = await (this.connection ??= this.connect());
    const options = { sql, values, timeout: deadlines.lease };
    const answer = new Promise<RowDataPacket[] | ResultSetHeader>((resolve, reject) => {
      connection[how]<RowDataPacket[] | ResultSetHeader>(options, (error, result) =>
        error ? reject(error) : resolve(result),
      );
    });
    return withDeadline(answer, deadlines.lease);
  }

  private async connect(): Promise<PoolConnection> {
    this.dataSource ??= inTime(this.open(), (late) => late.destroy());
    const dataSource = await this.dataSource.catch((error: unknown) => {
      this.dataSource = undefined;
      throw error;
    });
    const { pool } = dataSource.driver as unknown as { pool: Pool };
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
