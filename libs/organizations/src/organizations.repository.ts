import { notFound } from '@pocket/problem-details';
import { UnitOfWork, type Transaction } from '@pocket/revocation';
import type { DataSource, EntityManager, EntityTarget, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { OrganizationCreation } from './organization-creation.entity.js';
import { Organization } from './organization.entity.js';

/** Organizations, and the lock that each of them is. */
export class OrganizationsRepository {
  readonly unitOfWork: UnitOfWork;

  constructor(private readonly dataSource: DataSource) {
    this.unitOfWork = new UnitOfWork(dataSource);
  }

  /**
   * How many organizations the person has created. Holds them, so that the person's next creation waits.
   */
  async countCreatedBy(manager: EntityManager, userId: string): Promise<number> {
    await hold(manager, OrganizationCreation, { userId: () => 'user_id' }, { userId });
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
   * A unit of work while no other process changes this organization's members or its number of keys. Its row is held by the
   * transaction's first statement, so that what follows sees everything that was committed before. Throws `not_found` where there is
   * no such organization.
   */
  withOrganizationLock<T>(
    organizationId: string,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    return this.unitOfWork.run(async (transaction) => {
      const { manager } = transaction;
      const held = await hold(manager, Organization, { name: () => 'name' }, { id: organizationId });
      // A connection may be set to count only rows that an UPDATE has changed.
      if (!held && !(await manager.existsBy(Organization, { id: organizationId }))) throw notFound();
      return work(transaction);
    });
  }
}

/**
 * Holds rows on every engine, by an UPDATE that changes nothing, and returns how many. A host's subscribers are not told, since they could
 * read before the rows are held.
 */
async function hold<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  asItIs: QueryDeepPartialEntity<Row>,
  where: FindOptionsWhere<Row>,
): Promise<number | undefined> {
  const update = manager.createQueryBuilder().update(entity).set(asItIs).where(where);
  return (await update.callListeners(false).execute()).affected;
}
