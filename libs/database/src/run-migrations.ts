import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import { schemaOptions, type DatabaseSchema } from './database.module.js';
import { migrate } from './migrate.js';

/**
 * The whole of a migration command: brings the database to the newest schema, says what it did, and exits 0; any
 * number of processes may do so at once. Then comes what is told `afterwards`, which returns what it did.
 */
export async function runMigrations(
  url: string,
  schema: DatabaseSchema,
  afterwards?: (dataSource: DataSource) => Promise<string>,
): Promise<void> {
  let dataSource: DataSource | undefined;
  try {
    dataSource = await createDataSource(schemaOptions(url, schema)).initialize();
    const applied = await migrate(dataSource);
    console.log(
      applied.length > 0 ? applied.map((name) => `applied ${name}`).join('\n') : 'The schema is up to date.',
    );
    if (afterwards) console.log(await afterwards(dataSource));
  } catch (error) {
    console.error(`DATABASE_URL: the schema could not be migrated: ${(error as Error).message}`);
    process.exitCode = 1;
  } finally {
    await dataSource?.destroy();
  }
}
