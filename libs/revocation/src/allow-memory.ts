import { executeAtOnce } from '@pocket/database';
import type { DataSource } from 'typeorm';

/**
 * Whether processes on this database may answer from memory. An upgraded database does not let them until the operator says
 * that no process of a version without `@pocket/revocation` is left: those delete keys without telling anybody.
 */
export async function allowMemory(dataSource: DataSource, isAllowed: boolean): Promise<void> {
  const sql = 'UPDATE revocation_counter SET memory = ? WHERE id = 1';
  await executeAtOnce(dataSource, sql, [isAllowed ? 1 : 0]);
}
