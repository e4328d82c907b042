import type { LeaseConnection } from './lease-connection.js';
import type { LeaseRow } from './lease/settling.js';

const newest = 'SELECT sequence, memory FROM revocation_counter WHERE id = 1';
// Not by a SELECT of the counter, which would wait for whoever is about to commit a revocation.
const insert = 'INSERT INTO verifier_leases (id, lease_ms, acknowledged, renewals) VALUES (?, ?, ?, 0)';

export const removeLease = 'DELETE FROM verifier_leases WHERE id = ?';
/** Of a dead lease, only as long as nobody has renewed it. */
export const removeDeadLease = `${removeLease} AND renewals = ?`;

/** What registering and removing must be allowed to do, for the check of the database. */
export const neededForLeases = [
  newest,
  removeLease,
  removeDeadLease,
  `${insert.split(' VALUES', 1)[0]} SELECT 'id', 1, 1, 1 FROM verifier_leases WHERE 1 = 0`,
];

/**
 * Makes the row of a lease. `position`: the newest sequence of revocations, read after the row is there and on the same
 * connection, so that whoever takes a right away later finds the row. `mayRemember`: the operator lets processes answer from memory.
 */
export async function registerLease(
  connection: LeaseConnection,
  id: string,
  leaseMs: number,
): Promise<{ position: number; mayRemember: boolean }> {
  const before = await counterOf(connection);
  await connection.change(insert, [id, leaseMs, before.position]);
  return counterOf(connection);
}

async function counterOf(connection: LeaseConnection): Promise<{ position: number; mayRemember: boolean }> {
  const [row] = await connection.rows(newest);
  if (!row) throw new Error('The table revocation_counter is empty.');
  return { position: Number(row['sequence']), mayRemember: Number(row['memory']) === 1 };
}

/** A lease as the statement has read it, with all of its columns. */
export const leaseOf = (row: Record<string, unknown>): LeaseRow => ({
  id: String(row['id']),
  leaseMs: Number(row['lease_ms']),
  acknowledged: Number(row['acknowledged']),
  renewals: Number(row['renewals']),
});
