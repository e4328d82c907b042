export { createDataSource } from './data-source.js';
export { dataSourceOptions } from './data-source-options.js';
export { isDuplicate, isUnavailable } from './database-errors.js';
export { databaseUrlForms, defaultDatabaseUrl, parseDatabaseUrl, type DatabaseUrl } from './database-url.js';
export { migrate, pendingMigrations } from './migrate.js';
export { migrations } from './migrations/index.js';
export { schemaDrift } from './schema-drift.js';
export { DatabaseModule, schemaOptions, type DatabaseSchema } from './database.module.js';
export { runMigrations } from './run-migrations.js';
