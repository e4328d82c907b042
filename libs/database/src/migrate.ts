import { underNamedLock, withoutLimits } from '@pocket/mysql';
import { retryWhileBusy } from '@pocket/sqlite';
import { MigrationExecutor, type DataSource, type QueryRunner } from 'typeorm';

/** How long to wait for another process that is migrating the same database. */
const waitLimitMs = 600_000;

/**
 * Applies the pending migrations of an initialized DataSource and returns their names. Any number of processes
 * may do so at once, also with different lists of migrations on one database: one works, the others wait.
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'none';
  const work = async (): Promise<string[]> =>
    (await executor.executePendingMigrations()).map(({ name }) => name);
  try {
    return dataSource.options.type === 'better-sqlite3'
      ? await inOneTransaction(runner, work)
      : await underLock(runner, work);
  } finally {
    await runner.release();
  }
}

/** The names of the migrations that `migrate` would apply. Changes nothing. */
export async function pendingMigrations(dataSource: DataSource): Promise<string[]> {
  return (await new MigrationExecutor(dataSource).getPendingMigrations()).map(({ name }) => name);
}

async function inOneTransaction<T>(runner: QueryRunner, work: () => Promise<T>): Promise<T> {
  // Foreign keys are off meanwhile, so that a migration may rebuild a table.
  await runner.beforeMigration();
  try {
    await retryWhileBusy(() => runner.startTransaction(), waitLimitMs);
    const result = await work();
    await runner.commitTransaction();
    return result;
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.afterMigration();
  }
}

/** MySQL commits at every DDL statement, so a transaction would protect nothing. */
async function underLock<T>(runner: QueryRunner, work: () => Promise<T>): Promise<T> {
  const connection = (await runner.connect()) as object;
  return withoutLimits(connection, async () => {
    const done = await underNamedLock(runner, 'migrate', waitLimitMs / 1_000, work);
    if (!done) throw new Error('Another process keeps migrating this database.');
    return done.result;
  });
}
