import type { OnModuleInit } from '@nestjs/common';
import {
  closeOwnConnection,
  executeAtOnce,
  needStatement,
  parseStoredTime,
  requireSupportedEngine,
  storedTime,
} from '@pocket/database';
import { clocks, DatabaseLease, FencedLookup, RememberedAnswers } from '@pocket/revocation';
import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';
import { memoryOf, type MemoryOptions } from './memory.options.js';

/** What a key opens, and where. */
interface Grant {
  readonly organizationId: string;
  readonly scopes: readonly string[];
}

/** What verification reads of a key; shared by all who ask, so times are milliseconds since 1970 and nothing can be changed. */
export interface StoredKey extends Grant {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  /** `null`: never. */
  readonly expiresAt: number | null;
}

interface Row {
  id: string;
  organization_id: string;
  name: string;
  scopes: string;
  created_at: string;
  expires_at: string | null;
}

/** So long an unknown key is remembered as such: it may be created. */
const unknownMs = 2_000;
const mostGrants = 10_000;

const byHash = {
  select:
    'k.id, k.organization_id, k.name, k.scopes, CAST(k.created_at AS CHAR) AS created_at, ' +
    'CAST(k.expires_at AS CHAR) AS expires_at',
  from: 'api_keys k',
  where: 'k.key_hash = ?',
  notNull: 'id',
} as const;

/**
 * The table of keys as verification sees it. Needs no entity in the DataSource, so that any service on the database can
 * verify; reads and writes the same moments whatever time zone the connection, the process and the server have.
 */
export class StoredKeys implements OnModuleInit {
  private readonly lookup: FencedLookup<Row>;
  private readonly lease?: DatabaseLease;
  private readonly remembered?: RememberedAnswers<StoredKey | undefined>;
  /** What many remembered keys have in common, so that it is in memory once. */
  private readonly grants?: LRUCache<string, Grant>;

  constructor(
    private readonly dataSource: DataSource,
    options: MemoryOptions = {},
  ) {
    requireSupportedEngine(dataSource, 'ApiKeyVerificationModule');
    const { cache, cacheSize, leaseMs } = memoryOf(options);
    this.lease = DatabaseLease.of(dataSource, leaseMs);
    this.lookup = new FencedLookup(dataSource, byHash, this.lease);
    if (this.lease && cache) {
      this.remembered = new RememberedAnswers(this.lease.lease, clocks, cacheSize);
      this.grants = new LRUCache({ max: Math.min(cacheSize, mostGrants) });
    }
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
  recall(keyHash: string): { value: StoredKey | undefined } | undefined {
    return this.remembered?.get(keyHash);
  }

  /** The key with this hash. Measured, TypeORM's `findOne` answers less than half as many requests (bench/README.md). */
  async findByHash(keyHash: string): Promise<StoredKey | undefined> {
    const { row, position } = await this.lookup.one(idOf, keyHash);
    const key = row && {
      id: row.id,
      name: row.name,
      ...this.grantOf(row),
      createdAt: parseStoredTime(row.created_at).getTime(),
      expiresAt: row.expires_at === null ? null : parseStoredTime(row.expires_at).getTime(),
    };
    if (this.lease?.mayRemember)
      this.remembered?.set(
        keyHash,
        { value: key, subject: key?.id ?? '', position },
        key ? undefined : unknownMs,
      );
    return key;
  }

  private grantOf({ organization_id: organizationId, scopes }: Row): Grant {
    const text = organizationId + scopes;
    const known = this.grants?.get(text);
    if (known) return known;
    const grant = { organizationId, scopes: Object.freeze(JSON.parse(scopes) as string[]) };
    this.grants?.set(text, grant);
    return grant;
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
