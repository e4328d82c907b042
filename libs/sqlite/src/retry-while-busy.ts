import { setTimeout as sleep } from 'node:timers/promises';
import { deadlines, errorChain } from '@pocket/problem-details';

/**
 * Repeats a piece of work while another process holds SQLite's write lock, without blocking the event loop.
 * The work must leave nothing behind when it fails.
 */
export async function retryWhileBusy<T>(
  work: () => T | Promise<T>,
  limitMs: number = deadlines.lock,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
      await sleep(5 + Math.random() * 15);
    }
  }
}

/** Another process holds the lock that was needed. */
export function isBusy(error: unknown): boolean {
  return errorChain(error).some(({ code }) => code?.startsWith('SQLITE_BUSY'));
}
