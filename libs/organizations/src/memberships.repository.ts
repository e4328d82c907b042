import type { Role } from '@pocket/access';
import { OrganizationRows } from '@pocket/database';
import { MoreThan, Not, Raw, type DataSource, type EntityManager } from 'typeorm';
import { Membership, type MembershipStatus } from './membership.entity.js';

/** What is shown of a member, and when it was added. */
const shown = ['userId', 'email', 'name', 'role', 'status', 'createdAt', 'updatedAt'] as const;
export type ShownMember = Pick<Membership, (typeof shown)[number]>;

/** The role of those who have an organization. */
const owner = { role: 'owner' satisfies Role, status: 'active' satisfies MembershipStatus } as const;

/** The members of organizations. */
export class MembershipsRepository {
  private readonly rows: OrganizationRows<Membership>;

  constructor(private readonly dataSource: DataSource) {
    this.rows = new OrganizationRows(dataSource, Membership);
  }

  /** So many members, whatever their status, oldest first, after the one that stands there. */
  list(
    organizationId: string,
    part: { take: number; after?: [createdAt: Date, userId: string] },
  ): Promise<ShownMember[]> {
    return this.rows
      .of(organizationId)
      .list(shown, { by: ['createdAt', 'userId'], direction: 'ASC', ...part });
  }

  /** Members of any status. */
  count(manager: EntityManager, organizationId: string): Promise<number> {
    return this.rows.in(manager, organizationId).count({});
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
    return this.rows.in(manager, organizationId).exists({ ...owner, userId: Not(userId) });
  }

  /** The membership of a person in an organization, with it, if the person is active there. */
  async ofPersonIn(userId: string, organizationId: string): Promise<Membership | undefined> {
    const membership = await this.dataSource.manager.findOne(Membership, {
      where: { userId: exactly(userId), organizationId, status: 'active' },
      relations: { organization: true },
    });
    return membership ?? undefined;
  }

  /** So many memberships of a person who is active in them, with their organizations, oldest first, after this one. */
  ofPerson(userId: string, take: number, after?: string): Promise<Membership[]> {
    return this.dataSource.manager.find(Membership, {
      where: {
        userId: exactly(userId),
        status: 'active',
        ...(after && { organizationId: MoreThan(after) }),
      },
      order: { organizationId: 'ASC' },
      relations: { organization: true },
      relationLoadStrategy: 'query',
      take,
    });
  }
}

/** MySQL pads strings with spaces before it compares them. */
const exactly = (text: string) =>
  Raw((column) => `${column} = :text AND HEX(${column}) = :hex`, {
    text,
    hex: Buffer.from(text).toString('hex').toUpperCase(),
  });
