import { notFound } from '@pocket/problem-details';
import { UnitOfWork, type Transaction } from '@pocket/revocation';
import type { DataSource, EntityManager } from 'typeorm';
import { OrganizationCreation } from './organization-creation.entity.js';
import { Organization } from './organization.entity.js';

/** Organizations, and the lock that each of them is. */
export class OrganizationsRepository {
  readonly unitOfWork: UnitOfWork;

  constructor(private readonly dataSource: DataSource) {
    this.unitOfWork = new UnitOfWork(dataSource);
  }

  /**
   * How many organizations the person has created. Locks them, so that the person's next creation waits: an UPDATE that
   * changes nothing does so on every engine.
   */
  async countCreatedBy(manager: EntityManager, userId: string): Promise<number> {
    const hold = manager
      .createQueryBuilder()
      .update(OrganizationCreation)
      .set({ userId: () => 'user_id' });
    await hold.where({ userId }).callListeners(false).execute();
    return manager.countBy(OrganizationCreation, { userId });
  }

  async add(manager: EntityManager, organization: Organization, creator: string): Promise<void> {
    await manager.insert(Organization, organization);
    await manager.insert(OrganizationCreation, { organizationId: organization.id, userId: creator });
  }

  count(): Promise<number> {
    return this.dataSource.manager.count(Organization);
  }

  /**
   * A unit of work while no other process changes this organization's members or its number of keys: an UPDATE that
   * changes nothing holds the row on every engine, and as the transaction's first statement it also makes what follows
   * see everything that was committed before. A host's subscribers are not told, since they could read before it. Throws `not_found` where there is no such organization.
   */
  withOrganizationLock<T>(
    organizationId: string,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    return this.unitOfWork.run(async (transaction) => {
      const { manager } = transaction;
      const hold = manager
        .createQueryBuilder()
        .update(Organization)
        .set({ name: () => 'name' });
      const { affected } = await hold.where({ id: organizationId }).callListeners(false).execute();
      // A connection may be set to count only rows that an UPDATE has changed.
      if (!affected && !(await manager.existsBy(Organization, { id: organizationId }))) throw notFound();
      return work(transaction);
    });
  }
}
