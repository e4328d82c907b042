import type { QueryRunner, TableColumnOptions } from 'typeorm';

type TextColumns = Record<'ascii' | 'unicode', Pick<TableColumnOptions, 'charset' | 'collation'>>;

/** Text that is compared byte by byte: SQLite's only way, and not the default of the servers. */
export function textColumns(runner: QueryRunner): TextColumns {
  if (runner.dataSource.options.type === 'better-sqlite3') return { ascii: {}, unicode: {} };
  return {
    ascii: { charset: 'ascii', collation: 'ascii_bin' },
    unicode: { charset: 'utf8mb4', collation: 'utf8mb4_bin' },
  };
}
