import type BetterSqlite3 from 'better-sqlite3';
import type { Pool, RowDataPacket } from 'mysql2';
import { IsNull, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { ApiKey } from './api-key.entity.js';

/** What verification reads of a key. */
export interface StoredKey {
  id: string;
  organizationId: string;
  name: string;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date | null;
}

const byHash =
  'SELECT id, organization_id, name, scopes, created_at, expires_at FROM api_keys WHERE key_hash = ?';
const queryTimeoutMs = 1_500;

/**
 * The only place with queries on `api_keys`; everything that manages keys names the organization.
 * Verification and use need no entity in the DataSource, so any service on the database can verify.
 */
export class ApiKeysRepository {
  private statement?: BetterSqlite3.Statement<[string], KeyRow>;

  constructor(private readonly dataSource: DataSource) {}

  /** All keys of an organization, newest first. */
  list(organizationId: string): Promise<ApiKey[]> {
    return this.dataSource.manager.find(ApiKey, {
      where: { organizationId },
      order: { createdAt: 'DESC', id: 'DESC' },
    });
  }

  find(organizationId: string, id: string): Promise<ApiKey | null> {
    return this.dataSource.manager.findOneBy(ApiKey, { organizationId, id });
  }

  /** How many keys of the organization have not expired. */
  countLive(manager: EntityManager, organizationId: string, now: Date): Promise<number> {
    return manager.count(ApiKey, {
      where: [
        { organizationId, expiresAt: IsNull() },
        { organizationId, expiresAt: MoreThan(now) },
      ],
    });
  }

  async add(manager: EntityManager, key: Omit<ApiKey, 'organization'>): Promise<void> {
    await manager.insert(ApiKey, key);
  }

  /** Whether there was such a key. */
  async delete(organizationId: string, id: string): Promise<boolean> {
    const { affected } = await this.dataSource.manager.delete(ApiKey, { organizationId, id });
    return affected === 1;
  }

  /**
   * The key with this hash, by one prepared statement of the driver: no entity, no query builder, no write.
   * Measured, TypeORM's `findOne` answers less than half as many requests (bench/README.md).
   */
  async findByHash(keyHash: string): Promise<StoredKey | undefined> {
    const { driver } = this.dataSource;
    if (driver.options.type !== 'better-sqlite3') {
      const { pool } = driver as unknown as { pool: Pool };
      return new Promise((resolve, reject) => {
        pool.execute<(KeyRow & RowDataPacket)[]>(
          { sql: byHash, timeout: queryTimeoutMs, values: [keyHash] },
          (error, rows) => (error ? reject(error) : resolve(rows[0] && storedKey(rows[0]))),
        );
      });
    }
    const { databaseConnection } = driver as unknown as { databaseConnection: BetterSqlite3.Database };
    this.statement ??= databaseConnection.prepare(byHash);
    const row = this.statement.get(keyHash);
    return row && storedKey(row);
  }

  /** Moves `last_used_at` forward, never back, and touches nothing else; keys deleted meanwhile stay deleted. */
  async markUsed(uses: ReadonlyMap<string, Date>): Promise<void> {
    // In the order of the primary key, so that two writers wait for each other instead of deadlocking.
    const ids = [...uses.keys()].sort();
    const times = ids.flatMap((id) => [id, this.bound(uses.get(id)!)]);
    const timeOf = `CASE id ${'WHEN ? THEN ? '.repeat(ids.length)}END`;
    const list = ids.map(() => '?').join(', ');
    await this.dataSource.query(
      `UPDATE api_keys SET last_used_at = ${timeOf}
       WHERE id IN (${list}) AND (last_used_at IS NULL OR last_used_at < ${timeOf})`,
      [...times, ...ids, ...times],
    );
  }

  private bound(time: Date): unknown {
    return this.dataSource.driver.preparePersistentValue(time, { type: 'datetime' } as never);
  }
}

interface KeyRow {
  id: string;
  organization_id: string;
  name: string;
  scopes: string;
  created_at: string | Date;
  expires_at: string | Date | null;
}

function storedKey(row: KeyRow): StoredKey {
  return {
    id: row.id,
    organizationId: row.organization_id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as string[],
    createdAt: time(row.created_at),
    expiresAt: row.expires_at === null ? null : time(row.expires_at),
  };
}

/** SQLite holds times as UTC text. */
function time(value: string | Date): Date {
  return typeof value === 'string' ? new Date(`${value.replace(' ', 'T')}Z`) : value;
}
