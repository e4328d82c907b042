import type { Role } from '@pocket/access';
import { OrganizationRows } from '@pocket/database';
import { Not, type DataSource, type EntityManager } from 'typeorm';
import { Membership, type MembershipStatus } from './membership.entity.js';

/** The members of organizations. */
export class MembershipsRepository {
  private readonly rows: OrganizationRows<Membership>;

  constructor(private readonly dataSource: DataSource) {
    this.rows = new OrganizationRows(dataSource, Membership);
  }

  /** All members, whatever their status, oldest first. */
  list(organizationId: string): Promise<Membership[]> {
    return this.rows.of(organizationId).find({}, { createdAt: 'ASC', userId: 'ASC' });
  }

  async find(
    manager: EntityManager,
    organizationId: string,
    userId: string,
  ): Promise<Membership | undefined> {
    const membership = await this.rows.in(manager, organizationId).findOne({ userId });
    // MySQL pads strings with spaces before it compares them.
    return membership?.userId === userId ? membership : undefined;
  }

  add(
    manager: EntityManager,
    { organizationId, ...values }: Omit<Membership, 'organization'>,
  ): Promise<void> {
    return this.rows.in(manager, organizationId).insert(values);
  }

  change(
    manager: EntityManager,
    { organizationId, userId, role, status, updatedAt }: Membership,
  ): Promise<void> {
    return this.rows.in(manager, organizationId).update({ userId }, { role, status, updatedAt });
  }

  hasOtherActiveOwner(manager: EntityManager, { organizationId, userId }: Membership): Promise<boolean> {
    const owner = { role: 'owner' satisfies Role, status: 'active' satisfies MembershipStatus } as const;
    return this.rows.in(manager, organizationId).exists({ ...owner, userId: Not(userId) });
  }

  /** The organizations in which a person is an active member, oldest first, with the person's role. */
  async ofPerson(userId: string, organizationId?: string): Promise<Membership[]> {
    const memberships = await this.dataSource.manager.find(Membership, {
      where: { userId, status: 'active', ...(organizationId && { organizationId }) },
      relations: { organization: true },
    });
    const own = memberships.filter((membership) => membership.userId === userId);
    return own.sort((a, b) => (a.organizationId < b.organizationId ? -1 : 1));
  }
}
