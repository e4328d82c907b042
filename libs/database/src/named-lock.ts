import { underNamedLock } from '@pocket/mysql';
import type { DataSource } from 'typeorm';

/**
 * Does a piece of work unless another process does one under this name, on any engine: SQLite has no such locks, and needs none where every write is a transaction
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
