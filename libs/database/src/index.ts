export { checkSchema } from './check-schema.js';
export { AsciiColumn, PrimaryIdColumn, TextColumn, textColumns, TimeColumn } from './columns.js';
export { createDataSource } from './data-source.js';
export { dataSourceOptions } from './data-source-options.js';
export { isDuplicate } from './database-errors.js';
export {
  databaseUrlFault,
  databaseUrlForms,
  defaultDatabaseUrl,
  parseDatabaseUrl,
  type DatabaseUrl,
} from './database-url.js';
export { DatabaseCheck } from './database-check.js';
export { DatabaseModule, schemaOptions, type DatabaseSchema } from './database.module.js';
export { executeAtOnce, Lookup, parseStoredTime, storedTime, type Parameter } from './lookup.js';
export { migrate, pendingMigrations } from './migrate.js';
export { unlessUnderWay } from './named-lock.js';
export { needStatement } from './needed-statements.js';
export {
  ChangeRows,
  OrganizationRows,
  ReadRows,
  type Condition,
  type OwnedRow,
} from './organization-rows.js';
export { runMigrations } from './run-migrations.js';
export { schemaDrift } from './schema-drift.js';
export { closeOwnConnection } from '@pocket/sqlite';
export { requireSupportedDataSource, requireSupportedEngine } from './supported-data-source.js';
