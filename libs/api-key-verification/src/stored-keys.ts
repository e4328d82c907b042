import type { OnModuleInit } from '@nestjs/common';
import {
  closeOwnConnection,
  executeAtOnce,
  needStatement,
  parseStoredTime,
  requireSupportedEngine,
  storedTime,
} from '@pocket/database';
import { DatabaseLease, FencedLookup } from '@pocket/revocation';
import type { DataSource } from 'typeorm';
import type { KeyAnswer, KnownKey } from './known-key.js';
import { memoryOf, type MemoryOptions } from './memory.options.js';
import { RememberedKeys } from './remembered-keys.js';

interface Row {
  id: string;
  organization_id: string;
  name: string;
  scopes: string;
  created_at: string;
  expires_at: string | null;
}

const byHash = {
  select:
    'k.id, k.organization_id, k.name, k.scopes, CAST(k.created_at AS CHAR) AS created_at, ' +
    'CAST(k.expires_at AS CHAR) AS expires_at',
  from: 'api_keys k',
  by: ['k.key_hash'],
} as const;

/**
 * The table of keys as verification sees it. Needs no entity in the DataSource, so that any service on the database can
 * verify; reads and writes the same moments whatever time zone the connection, the process and the server have.
 */
export class StoredKeys implements OnModuleInit {
  private readonly lookup: FencedLookup<Row>;
  private readonly lease?: DatabaseLease;
  private readonly remembered?: RememberedKeys;

  constructor(
    private readonly dataSource: DataSource,
    options: MemoryOptions = {},
  ) {
    requireSupportedEngine(dataSource, 'ApiKeyVerificationModule');
    const { cache, cacheSize, leaseMs } = memoryOf(options);
    this.lease = DatabaseLease.of(dataSource, leaseMs);
    this.lookup = new FencedLookup(dataSource, byHash, this.lease);
    if (this.lease && cache) this.remembered = new RememberedKeys(this.lease.lease, cacheSize);
    needStatement(dataSource, 'UPDATE api_keys SET last_used_at = NULL WHERE id = ?');
  }

  onModuleInit(): void {
    this.lookup.open();
  }

  /** Gives back the lease, and the connection that look-ups have to themselves. */
  async close(): Promise<void> {
    await this.lookup.close();
    closeOwnConnection(this.dataSource);
  }

  /** What is remembered of the key with this hash, where that is as right as asking; else `undefined`. */
  recall(keyHash: string): KeyAnswer | undefined {
    return this.remembered?.recall(keyHash);
  }

  /** The key with this hash. Measured, TypeORM's `findOne` answers less than half as many requests (bench/README.md). */
  async findByHash(keyHash: string): Promise<KeyAnswer> {
    const { row, position } = await this.lookup.one(idOf, keyHash);
    const answer = { value: row && keyOf(row), position: this.lease && position };
    if (this.lease?.mayRemember) this.remembered?.remember(keyHash, answer);
    return answer;
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

const idOf = ({ id }: Row) => id;

const keyOf = (row: Row): KnownKey => ({
  id: row.id,
  name: row.name,
  organizationId: row.organization_id,
  scopes: JSON.parse(row.scopes) as string[],
  createdAt: parseStoredTime(row.created_at).getTime(),
  expiresAt: row.expires_at === null ? null : parseStoredTime(row.expires_at).getTime(),
});
