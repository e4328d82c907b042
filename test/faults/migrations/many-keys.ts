import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { readTable, tableNames } from '../../support/read-table.js';

const columns = 'id, organization_id, name, scopes, key_hash, created_at, expires_at, last_used_at';
const organizations = 10;
const batch = 1_000;

/** Keys of ten organizations, by the columns that every version has. */
export async function fill(dataSource: DataSource, keys: number): Promise<void> {
  const time = (offset: number) =>
    new Date(Date.UTC(2026, 0, 1) + offset * 1_001).toISOString().replace('T', ' ').slice(0, -1);
  const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`;
  for (let number = 0; number < organizations; number++)
    await dataSource.query('INSERT INTO organizations (id, name, created_at) VALUES (?, ?, ?)', [
      id('org', number),
      'Acme 🦊',
      time(0),
    ]);
  for (let start = 0; start < keys; start += batch) {
    const rows = Array.from({ length: Math.min(batch, keys - start) }, (_, index) => {
      const number = start + index;
      return [
        id('key', number),
        id('org', number % organizations),
        `Naïve key ${number} 🔑`,
        JSON.stringify(['recordings:read', 'templates:read']),
        createHash('sha256').update(String(number)).digest('hex'),
        time(number),
        number % 3 === 0 ? null : time(number + 10_000_000),
        number % 2 === 0 ? null : time(number + 1),
      ];
    });
    const values = rows.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ');
    await dataSource.query(`INSERT INTO api_keys (${columns}) VALUES ${values}`, rows.flat());
  }
}

/** By table, the columns that it has. */
export type Columns = Record<string, string[]>;

export async function columnsOf(dataSource: DataSource, url: string): Promise<Columns> {
  const runner = dataSource.createQueryRunner();
  try {
    const found: Columns = {};
    for (const name of await tableNames(url))
      if (!name.startsWith('sqlite_') && !name.endsWith('_migrations'))
        found[name] = (await runner.getTable(name))!.columns.map((column) => column.name).sort();
    return found;
  } finally {
    await runner.release();
  }
}

/** By table, a hash of what is in these columns. */
export async function checksums(url: string, columns: Columns): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const [table, names] of Object.entries(columns)) {
    const rows = (await readTable(url, table)).map((row) => JSON.stringify(names.map((name) => row[name])));
    sums[table] = `${rows.length} rows ${createHash('sha256').update(rows.sort().join('\n')).digest('hex')}`;
  }
  return sums;
}
