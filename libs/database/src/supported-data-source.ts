import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';

const utc = ['Z', '+00:00', '+0000'];

/** Throws a sentence for the operator where keys cannot be looked up rightly by this DataSource. */
export function requireSupportedEngine(dataSource: DataSource, module: string): void {
  const { type } = dataSource.options;
  if (type === 'better-sqlite3' || type === 'mysql' || type === 'mariadb') return;
  throw new Error(
    `${module} needs a DataSource of type mysql, mariadb or better-sqlite3, not ${type}: give it one of its own, by ` +
      "TypeOrmModule.forRoot({ name: 'pocket', … }) and the option dataSource: 'pocket'.",
  );
}

/** Throws a sentence for the operator where this DataSource cannot keep what a module promises of its tables. */
export function requireSupportedDataSource(
  dataSource: DataSource,
  module: string,
  entities: readonly EntityTarget<ObjectLiteral>[],
): void {
  requireSupportedEngine(dataSource, module);
  const options = dataSource.options as { timezone?: string; replication?: unknown };
  const missing = entities.filter((entity) => !dataSource.hasMetadata(entity));
  if (missing.length > 0)
    throw new Error(
      `${module}: the DataSource lacks the entities ${missing.map((entity) => (entity as { name?: string }).name).join(', ')}. ` +
        'Add the list `entities` of the library to its option entities, or set autoLoadEntities: true.',
    );
  if (dataSource.options.type === 'better-sqlite3') {
    if (sharesOneConnection(dataSource))
      throw new Error(
        `${module}: this SQLite DataSource gives all requests one and the same transaction, so that the rollback of one ` +
          'could undo the deletion that another has answered. Create it by createDataSource of @pocket/database: ' +
          'TypeOrmModule.forRootAsync({ useFactory: …, dataSourceFactory: async (options) => createDataSource(options!).initialize() }).',
      );
    return;
  }
  if (options.replication)
    throw new Error(
      `${module} does not work with TypeORM's replication, whose readers lag behind: give it a DataSource of the writer alone.`,
    );
  if (!utc.includes(options.timezone ?? 'local'))
    throw new Error(
      `${module}: the DataSource's timezone is ${options.timezone ?? "'local' (the default)"}, so that expiry would mean another ` +
        "moment in every process. Set timezone: 'Z', or give the module a DataSource of its own that has it.",
    );
}

function sharesOneConnection(dataSource: DataSource): boolean {
  const [first, second] = [dataSource.createQueryRunner(), dataSource.createQueryRunner()];
  return first === second;
}
