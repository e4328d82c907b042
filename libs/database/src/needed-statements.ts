import type { DataSource } from 'typeorm';

const needed = new WeakMap<DataSource, Set<string>>();

/**
 * Registers a statement that a service must be able to execute on tables of which it has no entity, for the
 * {@link DatabaseCheck}. With NULL as every parameter it must touch no row.
 */
export function needStatement(dataSource: DataSource, sql: string): void {
  const statements = needed.get(dataSource) ?? new Set();
  needed.set(dataSource, statements.add(sql));
}

export const neededStatements = (dataSource: DataSource): Iterable<string> => needed.get(dataSource) ?? [];
