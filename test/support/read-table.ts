import Database from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';

/** As the database holds it, times as text. */
export type Row = Record<string, unknown>;

/** All rows of a table. */
export function readTable(url: string, table: string): Promise<Row[]> {
  return connected(url, (query) => query(`SELECT * FROM ${table}`));
}

export function tableNames(url: string): Promise<string[]> {
  return connected(url, async (query, isSqlite) => {
    const columns = await query(isSqlite ? sqliteColumns : mysqlColumns);
    return [...new Set(columns.map(({ name }) => String(name)))];
  });
}

const sqliteColumns =
  'SELECT t.name AS name, c.name AS column_name FROM sqlite_master t ' +
  "JOIN pragma_table_info(t.name) c WHERE t.type = 'table'";
const mysqlColumns =
  'SELECT table_name AS name, column_name AS column_name FROM information_schema.columns WHERE table_schema = DATABASE()';

/**
 * What belongs to an organization: its rows by table. A table whose rows name no organization is there whole, so that no
 * table can be overlooked, except for what processes tell each other at any time.
 */
export function rowsOf(url: string, organizationId: string): Promise<Map<string, Row[]>> {
  return connected(url, async (query, isSqlite) => {
    const columns = await query(isSqlite ? sqliteColumns : mysqlColumns);
    const owned = new Map<string, Row[]>();
    for (const table of new Set(columns.map(({ name }) => String(name)))) {
      if (processTables.includes(table)) continue;
      const column = table === 'organizations' ? 'id' : 'organization_id';
      const namesIt = columns.some((one) => one['name'] === table && one['column_name'] === column);
      const condition = namesIt ? ` WHERE ${column} = '${organizationId}'` : '';
      owned.set(table, await query(`SELECT * FROM ${table}${condition}`));
    }
    return owned;
  });
}

/** How the rows of two moments differ: each that is gone, and each that is new. */
export function differences(before: Map<string, Row[]>, after: Map<string, Row[]>): string[] {
  const texts = (rows: Map<string, Row[]>) =>
    [...rows].flatMap(([table, all]) => all.map((row) => `${table} ${JSON.stringify(row)}`));
  const [old, current] = [new Set(texts(before)), new Set(texts(after))];
  return [
    ...[...old].filter((row) => !current.has(row)).map((row) => `gone: ${row}`),
    ...[...current].filter((row) => !old.has(row)).map((row) => `new: ${row}`),
  ];
}

const processTables = ['verifier_leases', 'revocations', 'revocation_counter'];

type Query = (sql: string) => Promise<Row[]>;

async function connected<T>(url: string, read: (query: Query, isSqlite: boolean) => Promise<T>): Promise<T> {
  if (url.startsWith('sqlite:')) {
    const database = new Database(url.slice('sqlite:'.length), { readonly: true });
    try {
      return await read(async (sql) => database.prepare(sql).all() as Row[], true);
    } finally {
      database.close();
    }
  }
  const connection = await createConnection({ uri: url, dateStrings: true });
  try {
    return await read(async (sql) => (await connection.query(sql))[0] as Row[], false);
  } finally {
    await connection.end();
  }
}
