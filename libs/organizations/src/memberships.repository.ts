import { Injectable } from '@nestjs/common';
import type { Person, Role } from '@pocket/access';
import { DataSource, Not, type EntityManager } from 'typeorm';
import { Membership, type MembershipStatus } from './membership.entity.js';

/** The only place with queries on `memberships`; every one names the organization. */
@Injectable()
export class MembershipsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Role and profile of an active member; needs no entity in the DataSource, so any service can ask. */
  async active(
    organizationId: string,
    userId: string,
  ): Promise<{ role: Role; email: string | null; name: string | null } | undefined> {
    const sql =
      'SELECT role, email, name FROM memberships WHERE organization_id = ? AND user_id = ? AND status = ?';
    const rows: { role: Role; email: string | null; name: string | null }[] = await this.dataSource.query(
      sql,
      [organizationId, userId, 'active' satisfies MembershipStatus],
    );
    return rows[0];
  }

  /** Takes over what the person's token says of them; not a change of the membership itself. */
  async keepProfile(organizationId: string, { userId, email, name }: Person): Promise<void> {
    const sql =
      'UPDATE memberships SET email = COALESCE(?, email), name = COALESCE(?, name) WHERE organization_id = ? AND user_id = ?';
    await this.dataSource.query(sql, [email ?? null, name ?? null, organizationId, userId]);
  }

  all(organizationId: string): Promise<Membership[]> {
    return this.dataSource.manager.find(Membership, {
      where: { organizationId },
      order: { createdAt: 'ASC', userId: 'ASC' },
    });
  }

  async find(
    manager: EntityManager,
    organizationId: string,
    userId: string,
  ): Promise<Membership | undefined> {
    const membership = await manager.findOneBy(Membership, { organizationId, userId });
    // MySQL pads strings with spaces before it compares them.
    return membership?.userId === userId ? membership : undefined;
  }

  async add(manager: EntityManager, membership: Omit<Membership, 'organization'>): Promise<void> {
    await manager.insert(Membership, membership);
  }

  async change(
    manager: EntityManager,
    { organizationId, userId }: Membership,
    change: Partial<Pick<Membership, 'role' | 'status' | 'updatedAt'>>,
  ): Promise<void> {
    await manager.update(Membership, { organizationId, userId }, change);
  }

  hasOtherActiveOwner(manager: EntityManager, { organizationId, userId }: Membership): Promise<boolean> {
    return manager.existsBy(Membership, {
      organizationId,
      userId: Not(userId),
      role: 'owner',
      status: 'active',
    });
  }
}
