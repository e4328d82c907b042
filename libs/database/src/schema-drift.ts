import { DataSource } from 'typeorm';

/**
 * The statements that would bring the database from what the migrations made of it to what the entities of an
 * initialized DataSource say. Executes none of them; empty when both agree.
 */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const version = await serverVersion(dataSource);
  if (!version.includes('MariaDB')) return difference(dataSource);
  // MariaDB reports `NULL` as the default of every nullable column; TypeORM expects that of type mariadb only.
  const asMariaDb = new DataSource({ ...dataSource.options, type: 'mariadb' } as DataSource['options']);
  await asMariaDb.initialize();
  try {
    return await difference(asMariaDb);
  } finally {
    await asMariaDb.destroy();
  }
}

async function serverVersion(dataSource: DataSource): Promise<string> {
  if (dataSource.options.type !== 'mysql') return '';
  const [answer] = await dataSource.query<{ version: string }[]>('SELECT VERSION() AS version');
  return answer?.version ?? '';
}

async function difference(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}
