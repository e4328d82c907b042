import type { Socket } from 'node:net';
import { deadlines } from '@pocket/problem-details';
import { createPool, type Pool, type PoolConnection, type PoolOptions } from 'mysql2';

// Strict on servers that are not so by default; a lock that is not free within a second is given up by the
// server, before our own limit has to cut the connection; READ COMMITTED lets a count that follows a lock see
// what the lock's last owner committed, and takes fewer gap locks.
const sessionSettings = [
  "SET SESSION sql_mode = 'TRADITIONAL', innodb_lock_wait_timeout = 1",
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
];

const unlimited = new WeakSet<object>();
const waited = new WeakMap<object, number>();

/**
 * mysql2's pool, except that every wait for a connection and every statement ends in time, and that a
 * connection whose statement did not is destroyed: mysql2's own time-out leaves it busy, and the next caller
 * would hang. TypeORM's time-out is not used because it prints slow statements with their parameters.
 */
export function createLimitedPool(options: PoolOptions): Pool {
  const pool = createPool(options);
  const getConnection = pool.getConnection.bind(pool);
  pool.getConnection = (callback) => {
    const start = performance.now();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      callback(timeout(), undefined as unknown as PoolConnection);
    }, deadlines.connection);
    getConnection((error, connection) => {
      if (late) return connection?.release();
      clearTimeout(timer);
      if (connection) waited.set(connection, performance.now() - start);
      callback(error, connection);
    });
  };
  pool.on('connection', (connection) => {
    limitStatements(connection);
    for (const sql of sessionSettings) {
      connection.query(sql, (error) => {
        if (error) destroy(connection);
      });
    }
  });
  return pool;
}

/** Statements of this connection may take as long as they need while the work runs. */
export async function withoutLimits<T>(connection: object, work: () => Promise<T>): Promise<T> {
  unlimited.add(connection);
  try {
    return await work();
  } finally {
    unlimited.delete(connection);
  }
}

type Callback = (error: { code?: string } | null, ...results: unknown[]) => void;
type Run = (...args: unknown[]) => unknown;

function limitStatements(connection: PoolConnection): void {
  const methods = connection as unknown as { query: Run; execute: Run };
  methods.query = limited(connection, methods.query);
  methods.execute = limited(connection, methods.execute);
}

function limited(connection: PoolConnection, run: Run): Run {
  return (...args) => {
    const callback = args.at(-1) as Callback;
    if (typeof callback !== 'function' || unlimited.has(connection)) return run.apply(connection, args);

    let answered = false;
    const answer: Callback = (error, ...results) => {
      if (answered) return;
      answered = true;
      clearTimeout(timer);
      if (error?.code === 'PROTOCOL_SEQUENCE_TIMEOUT') destroy(connection);
      callback(error, ...results);
    };
    const timer = setTimeout(() => answer(timeout()), deadlines.statement - (waited.get(connection) ?? 0));
    waited.delete(connection);
    try {
      return run.apply(connection, [...args.slice(0, -1), answer]);
    } catch (error) {
      clearTimeout(timer);
      throw error;
    }
  };
}

function destroy(connection: PoolConnection): void {
  connection.destroy();
  // mysql2 only ends its side, and the socket to a server that hangs would keep the process alive.
  (connection as unknown as { stream?: Socket }).stream?.destroy();
}

function timeout(): NodeJS.ErrnoException {
  return Object.assign(new Error('The database did not answer in time.'), {
    code: 'PROTOCOL_SEQUENCE_TIMEOUT',
  });
}
