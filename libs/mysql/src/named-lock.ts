import { createHash } from 'node:crypto';
import type { QueryRunner } from 'typeorm';

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
