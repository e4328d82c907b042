import { Injectable } from '@nestjs/common';
import type { Role } from '@pocket/access';
import { DataSource, type EntityManager } from 'typeorm';
import { Membership } from './membership.entity.js';
import { Organization } from './organization.entity.js';

/** The only place with queries on `organizations`. */
@Injectable()
export class OrganizationsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Stores the organization together with its first owner, or neither. */
  async create(organization: Organization, owner: Omit<Membership, 'organization'>): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.insert(Organization, organization);
      await manager.insert(Membership, owner);
    });
  }

  /** The organizations (or the one named) in which the person is an active member, oldest first, with their role. */
  async ofPerson(
    userId: string,
    organizationId?: string,
  ): Promise<{ organization: Organization; role: Role }[]> {
    const memberships = await this.dataSource.manager.find(Membership, {
      where: { userId, status: 'active', ...(organizationId && { organizationId }) },
      relations: { organization: true },
    });
    return memberships
      .sort((a, b) => (a.organizationId < b.organizationId ? -1 : 1))
      .map(({ organization, role }) => ({ organization, role }));
  }

  count(): Promise<number> {
    return this.dataSource.manager.count(Organization);
  }

  /**
   * Runs `work` while no other process changes this organization's members or its number of keys:
   * an UPDATE that changes nothing holds the row on every engine, and as the transaction's first
   * statement it also makes what follows see everything committed before.
   */
  exclusively<T>(organizationId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('UPDATE organizations SET name = name WHERE id = ?', [organizationId]);
      return work(manager);
    });
  }
}
