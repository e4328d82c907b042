import type { TextRule } from '@pocket/validation';
import {
  Column,
  PrimaryColumn,
  type ColumnOptions,
  type QueryRunner,
  type TableColumnOptions,
} from 'typeorm';

const ascii = { charset: 'ascii', collation: 'ascii_bin' } as const;
const unicode = { charset: 'utf8mb4', collation: 'utf8mb4_bin' } as const;

/** An id or a word of ours; compared byte by byte, because default collations match by case and accent. */
export const AsciiColumn = (length: number, options: ColumnOptions = {}) =>
  Column({ type: 'varchar', length, ...ascii, ...options });

/** An id that is (a part of) the primary key. */
export const PrimaryIdColumn = (primaryKeyConstraintName: string, name?: string) =>
  PrimaryColumn({ type: 'varchar', name, length: 40, ...ascii, primaryKeyConstraintName });

/** A text of people's; the rule that its field has bounds the column. */
export const TextColumn = ({ max }: TextRule, options: ColumnOptions = {}) =>
  Column({ type: 'varchar', length: max, ...unicode, ...options });

/** A moment, to the millisecond. */
export const TimeColumn = (name: string, options: ColumnOptions = {}) =>
  Column({ type: 'datetime', name, precision: 3, ...options });

type TextColumns = Record<'ascii' | 'unicode', Pick<TableColumnOptions, 'charset' | 'collation'>>;

/** The same for migrations: SQLite compares byte by byte anyway and knows no character sets. */
export function textColumns(runner: QueryRunner): TextColumns {
  return runner.connection.options.type === 'better-sqlite3'
    ? { ascii: {}, unicode: {} }
    : { ascii, unicode };
}
