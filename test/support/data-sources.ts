import { entities, migrations, type ApiKey } from '@pocket/api-keys';
import { createDataSource, dataSourceOptions, migrate } from '@pocket/database';
import type { Membership, Organization } from '@pocket/organizations';
import type { DataSource, DataSourceOptions } from 'typeorm';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** Databases and connections of one suite, and one call that closes them all. */
export class DataSources {
  private readonly databases: TestDatabase[] = [];
  private readonly opened: DataSource[] = [];

  /** The address of an empty database. */
  async database(): Promise<string> {
    const database = await createTestDatabase();
    this.databases.push(database);
    return database.url;
  }

  /** A connection as the services have it. */
  async open(url: string, options: Partial<DataSourceOptions> = {}): Promise<DataSource> {
    return this.make({ ...dataSourceOptions(url), entities, migrations, ...options });
  }

  /** A connection with these options. */
  async make(options: object): Promise<DataSource> {
    const dataSource = await createDataSource(options as DataSourceOptions).initialize();
    this.opened.push(dataSource);
    return dataSource;
  }

  /** A connection to a database of its own that has all tables. */
  async migrated(): Promise<DataSource> {
    const dataSource = await this.open(await this.database());
    await migrate(dataSource);
    return dataSource;
  }

  async close(): Promise<void> {
    for (const dataSource of this.opened) if (dataSource.isInitialized) await dataSource.destroy();
    for (const database of this.databases) await database.drop();
  }
}

export const anOrganization = (id: string): Organization => ({
  id,
  name: 'Acme 🦊',
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
});

export const aKey = (id: string, organizationId: string): Omit<ApiKey, 'organization'> => ({
  id,
  organizationId,
  name: 'Naïve key 🔑',
  scopes: ['recordings:read', 'templates:read'],
  keyHash: id.padEnd(64, '0'),
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
  expiresAt: new Date('2036-12-31T23:59:59.999Z'),
  lastUsedAt: null,
});

export const aMembership = (organizationId: string, userId: string): Omit<Membership, 'organization'> => ({
  organizationId,
  userId,
  email: null,
  name: 'Zoë',
  role: 'owner',
  status: 'active',
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
  updatedAt: new Date('2026-01-02T03:04:05.678Z'),
});
