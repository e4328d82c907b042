import { OrganizationRows, type Condition } from '@pocket/database';
import { In, IsNull, LessThanOrEqual, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { ApiKey } from './api-key.entity.js';

/** What is shown of a key. */
const shown = ['id', 'name', 'scopes', 'createdAt', 'expiresAt', 'lastUsedAt'] as const;
export type ShownKey = Pick<ApiKey, (typeof shown)[number]>;

/** The keys of organizations, for those who manage them; verification has its own look-up. */
export class ApiKeysRepository {
  private readonly rows: OrganizationRows<ApiKey>;

  constructor(private readonly dataSource: DataSource) {
    this.rows = new OrganizationRows(dataSource, ApiKey);
  }

  /** So many keys of an organization that fulfil the conditions, newest first, after the one that stands there. */
  list(
    organizationId: string,
    part: { take: number; after?: [createdAt: Date, id: string]; where: Condition[] },
  ): Promise<ShownKey[]> {
    const index = part.where.length === 0 ? 'api_keys_by_organization' : undefined;
    return this.rows
      .of(organizationId)
      .list(shown, { by: ['createdAt', 'id'], direction: 'DESC', index, ...part });
  }

  find(organizationId: string, id: string): Promise<ApiKey | undefined> {
    return this.rows.of(organizationId).findOne({ id });
  }

  /** How many keys of the organization have not expired. */
  countLive(manager: EntityManager, organizationId: string, now: Date): Promise<number> {
    const live = [{ expiresAt: IsNull() }, { expiresAt: MoreThan(now) }];
    return this.rows.in(manager, organizationId).count(live);
  }

  /** How many keys of the organization there are. */
  count(manager: EntityManager, organizationId: string): Promise<number> {
    return this.rows.in(manager, organizationId).count({});
  }

  /** Deletes so many keys of the organization that had expired by then, those first that expired first; returns their ids. */
  async deleteExpired(
    manager: EntityManager,
    organizationId: string,
    by: Date,
    most: number,
  ): Promise<string[]> {
    const rows = this.rows.in(manager, organizationId);
    const found = await rows.find({ expiresAt: LessThanOrEqual(by) }, { expiresAt: 'ASC', id: 'ASC' }, most);
    const ids = found.map(({ id }) => id);
    if (ids.length > 0) await rows.delete({ id: In(ids) });
    return ids;
  }

  /** Whichever organization has the key that expired first, if it had by then. */
  async organizationWithExpired(by: Date): Promise<string | undefined> {
    const [oldest] = await this.dataSource.manager.find(ApiKey, {
      select: { organizationId: true },
      where: { expiresAt: LessThanOrEqual(by) },
      order: { expiresAt: 'ASC' },
      take: 1,
    });
    return oldest?.organizationId;
  }

  add(manager: EntityManager, { organizationId, ...values }: Omit<ApiKey, 'organization'>): Promise<void> {
    return this.rows.in(manager, organizationId).insert(values);
  }

  /** Whether there was such a key. */
  async delete(manager: EntityManager, organizationId: string, id: string): Promise<boolean> {
    return (await this.rows.in(manager, organizationId).delete({ id })) === 1;
  }
}
