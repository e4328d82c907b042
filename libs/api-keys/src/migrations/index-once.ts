import type { QueryRunner, TableIndex } from 'typeorm';

/** Safe to run again: MySQL commits an index at once, and a process may end before its migration is noted. */
export async function createIndexOnce(runner: QueryRunner, table: string, index: TableIndex): Promise<void> {
  if (!(await hasIndex(runner, table, index))) await runner.createIndex(table, index);
}

export async function dropIndexIfThere(runner: QueryRunner, table: string, index: TableIndex): Promise<void> {
  if (await hasIndex(runner, table, index)) await runner.dropIndex(table, index);
}

async function hasIndex(runner: QueryRunner, table: string, { name }: TableIndex): Promise<boolean> {
  const found = await runner.getTable(table);
  return found?.indices.some((index) => index.name === name) ?? false;
}
