import { OrganizationRows } from '@pocket/database';
import { IsNull, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { ApiKey } from './api-key.entity.js';

/** The keys of organizations, for those who manage them; verification has its own look-up. */
export class ApiKeysRepository {
  private readonly rows: OrganizationRows<ApiKey>;

  constructor(dataSource: DataSource) {
    this.rows = new OrganizationRows(dataSource, ApiKey);
  }

  /** All keys of an organization, newest first. */
  list(organizationId: string): Promise<ApiKey[]> {
    return this.rows.of(organizationId).find({}, { createdAt: 'DESC', id: 'DESC' });
  }

  find(organizationId: string, id: string): Promise<ApiKey | undefined> {
    return this.rows.of(organizationId).findOne({ id });
  }

  /** How many keys of the organization have not expired. */
  countLive(manager: EntityManager, organizationId: string, now: Date): Promise<number> {
    const live = [{ expiresAt: IsNull() }, { expiresAt: MoreThan(now) }];
    return this.rows.in(manager, organizationId).count(live);
  }

  add(manager: EntityManager, { organizationId, ...values }: Omit<ApiKey, 'organization'>): Promise<void> {
    return this.rows.in(manager, organizationId).insert(values);
  }

  /** Whether there was such a key. */
  async delete(manager: EntityManager, organizationId: string, id: string): Promise<boolean> {
    return (await this.rows.in(manager, organizationId).delete({ id })) === 1;
  }
}
