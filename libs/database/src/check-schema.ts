import { createDataSource } from './data-source.js';
import { schemaOptions, type DatabaseSchema } from './database.module.js';
import { migrate } from './migrate.js';
import { schemaDrift } from './schema-drift.js';

/** The whole of a check command: exits 1 where the migrations do not make of an empty database what the entities say. */
export async function checkSchema(schema: DatabaseSchema): Promise<void> {
  const dataSource = await createDataSource(schemaOptions('sqlite::memory:', schema)).initialize();
  await migrate(dataSource);
  const drift = await schemaDrift(dataSource);
  await dataSource.destroy();
  if (drift.length === 0) return;
  console.error(`The migrations lack what the entities say: write a migration for\n${drift.join('\n')}`);
  process.exitCode = 1;
}
