import { randomUUID } from 'node:crypto';

export const writeCheckTable = 'write_checks';

/** A statement, on every engine, that changes the one row of its table, so that its success is a write that was committed. */
export function writeCheck(): { sql: string; parameters: string[] } {
  // The same value again would be no change, and nothing would be written.
  return { sql: `REPLACE INTO ${writeCheckTable} (id, token) VALUES (1, ?)`, parameters: [randomUUID()] };
}
