import Database from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';

/** All rows of a table as the database holds them, times as text. */
export function readTable(url: string, table: string): Promise<Record<string, unknown>[]> {
  return rows(url, `SELECT * FROM ${table}`);
}

export async function tableNames(url: string): Promise<string[]> {
  const tables = url.startsWith('sqlite:')
    ? await rows(url, "SELECT name FROM sqlite_master WHERE type = 'table'")
    : await rows(
        url,
        'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
      );
  return tables.map(({ name }) => String(name));
}

async function rows(url: string, sql: string): Promise<Record<string, unknown>[]> {
  if (url.startsWith('sqlite:')) {
    const database = new Database(url.slice('sqlite:'.length), { readonly: true });
    try {
      return database.prepare(sql).all() as Record<string, unknown>[];
    } finally {
      database.close();
    }
  }
  const connection = await createConnection({ uri: url, dateStrings: true });
  try {
    const [found] = await connection.query(sql);
    return found as Record<string, unknown>[];
  } finally {
    await connection.end();
  }
}
