import type { Socket } from 'node:net';
import { deadlines } from '@pocket/problem-details';
import type { Connection } from 'mysql2';
import { isReadOnly, timeout, type MysqlError } from './errors.js';

const unlimited = new WeakSet<object>();
const waited = new WeakMap<object, number>();

/** Statements of this connection may take as long as they need while the work runs. */
export async function withoutLimits<T>(connection: object, work: () => Promise<T>): Promise<T> {
  unlimited.add(connection);
  try {
    return await work();
  } finally {
    unlimited.delete(connection);
  }
}

/** So much of the time of this connection's next statement is used up by the wait for the connection. */
export function hasWaited(connection: object, ms: number): void {
  waited.set(connection, ms);
}

type Callback = (error: MysqlError | null, ...results: unknown[]) => void;
type Run = (...args: unknown[]) => unknown;

/**
 * Every statement of the connection ends in time, and one that did not ends the connection: mysql2's own time-out leaves it
 * busy, and the next caller would hang. TypeORM's time-out is not used because it prints slow statements with their parameters.
 */
export function limitStatements(connection: Connection, failed: (error: MysqlError) => void): void {
  const methods = connection as unknown as { query: Run; execute: Run };
  methods.query = limited(connection, methods.query, failed);
  methods.execute = limited(connection, methods.execute, failed);
}

function limited(connection: Connection, run: Run, failed: (error: MysqlError) => void): Run {
  return (...args) => {
    const callback = args.at(-1) as Callback;
    if (typeof callback !== 'function' || unlimited.has(connection)) return run.apply(connection, args);

    let answered = false;
    const answer: Callback = (error, ...results) => {
      if (answered) return;
      answered = true;
      clearTimeout(timer);
      // One name may hide several servers: behind a new connection there may be one that takes writes.
      if (error && (error.code === 'PROTOCOL_SEQUENCE_TIMEOUT' || isReadOnly(error))) destroy(connection);
      if (error) failed(error);
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

export function destroy(connection: Connection): void {
  connection.destroy();
  // mysql2 only ends its side, and the socket to a server that hangs would keep the process alive.
  socketOf(connection).destroy();
}

export const socketOf = (connection: Connection) => (connection as unknown as { stream: Socket }).stream;
