import {
  closeOwnConnection,
  executeAtOnce,
  Lookup,
  needStatement,
  parseStoredTime,
  requireSupportedEngine,
  storedTime,
} from '@pocket/database';
import type { DataSource } from 'typeorm';

/** What verification reads of a key. */
export interface StoredKey {
  id: string;
  organizationId: string;
  name: string;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date | null;
}

interface Row {
  id: string;
  organization_id: string;
  name: string;
  scopes: string;
  created_at: string;
  expires_at: string | null;
}

const byHash =
  'SELECT id, organization_id, name, scopes, CAST(created_at AS CHAR) AS created_at, ' +
  'CAST(expires_at AS CHAR) AS expires_at FROM api_keys WHERE key_hash = ?';

/**
 * The table of keys as verification sees it. Needs no entity in the DataSource, so that any service on the database can
 * verify; reads and writes the same moments whatever time zone the connection, the process and the server have.
 */
export class StoredKeys {
  private readonly lookup: Lookup<Row>;

  constructor(private readonly dataSource: DataSource) {
    requireSupportedEngine(dataSource, 'ApiKeyVerificationModule');
    this.lookup = new Lookup(dataSource, byHash);
    needStatement(dataSource, 'UPDATE api_keys SET last_used_at = NULL WHERE id = ?');
  }

  /** Gives the connection back that look-ups have to themselves. */
  close(): void {
    closeOwnConnection(this.dataSource);
  }

  /** The key with this hash. Measured, TypeORM's `findOne` answers less than half as many requests (bench/README.md). */
  async findByHash(keyHash: string): Promise<StoredKey | undefined> {
    const row = await this.lookup.one(keyHash);
    return (
      row && {
        id: row.id,
        organizationId: row.organization_id,
        name: row.name,
        scopes: JSON.parse(row.scopes) as string[],
        createdAt: parseStoredTime(row.created_at),
        expiresAt: row.expires_at === null ? null : parseStoredTime(row.expires_at),
      }
    );
  }

  /** Moves `last_used_at` forward, never back, and touches nothing else; keys deleted meanwhile stay deleted. */
  async markUsed(uses: ReadonlyMap<string, Date>): Promise<void> {
    // In the order of the primary key, so that two writers wait for each other instead of deadlocking.
    const ids = [...uses.keys()].sort();
    const times = ids.flatMap((id) => [id, storedTime(uses.get(id)!)]);
    const timeOf = `CASE id ${'WHEN ? THEN ? '.repeat(ids.length)}END`;
    const list = ids.map(() => '?').join(', ');
    await executeAtOnce(
      this.dataSource,
      `UPDATE api_keys SET last_used_at = ${timeOf}
       WHERE id IN (${list}) AND (last_used_at IS NULL OR last_used_at < ${timeOf})`,
      [...times, ...ids, ...times],
    );
  }
}
