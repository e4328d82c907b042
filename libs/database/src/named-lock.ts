import { underNamedLock } from '@pocket/mysql';
import type { EntityManager } from 'typeorm';

/**
 * Does a piece of work in a transaction, unless another process does one under this name on the same database;
 * `undefined` where one does. The lock is taken on the transaction's own connection, so that a pool of one is enough. SQLite
 * has no such locks, and needs none where every write is a transaction that stands for itself.
 */
export async function unlessUnderWay<T>(
  manager: EntityManager,
  name: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const runner = manager.queryRunner;
  if (!runner) throw new TypeError('The manager is not of a transaction.');
  if (runner.connection.options.type === 'better-sqlite3') return work();
  return (await underNamedLock(runner, name, 0, work))?.result;
}
