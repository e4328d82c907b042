import { createHash } from 'node:crypto';
import type { DataSource, QueryRunner } from 'typeorm';

/**
 * Does a piece of work while no other process does one under this name on the same MySQL database; `undefined` where
 * another still did after so many seconds. The lock belongs to the runner's connection and ends with it.
 */
export async function underNamedLock<T>(
  runner: QueryRunner,
  name: string,
  waitSeconds: number,
  work: () => Promise<T>,
): Promise<{ result: T } | undefined> {
  const database = createHash('sha256')
    .update((await runner.getCurrentDatabase()) ?? '')
    .digest('hex');
  const lock = `pocket_${name}_${database.slice(0, 32)}`;
  const [answer] = (await runner.query('SELECT GET_LOCK(?, ?) AS acquired', [lock, waitSeconds])) as {
    acquired: unknown;
  }[];
  if (Number(answer?.acquired) !== 1) return undefined;
  try {
    return { result: await work() };
  } finally {
    await runner.query('SELECT RELEASE_LOCK(?)', [lock]);
  }
}

/**
 * The same without waiting, on any engine: SQLite has no such locks, and needs none where every write is a transaction
 * that stands for itself.
 */
export async function unlessUnderWay(
  dataSource: DataSource,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  if (dataSource.options.type === 'better-sqlite3') return work();
  const runner = dataSource.createQueryRunner();
  try {
    await underNamedLock(runner, name, 0, work);
  } finally {
    await runner.release();
  }
}
