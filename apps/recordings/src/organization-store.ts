import { OrganizationRows, type OwnedRow, type ReadRows } from '@pocket/database';
import { UnitOfWork } from '@pocket/revocation';
import { notFound } from '@pocket/problem-details';
import { idCursors, List } from '@pocket/rest';
import { LessThan, type DataSource, type EntityTarget } from 'typeorm';
import { usualPage } from './page.dto.js';

/** What every row of this service has: ids are time-ordered, so their order is the order of creation. */
interface Resource extends OwnedRow {
  id: string;
}

/** The resources of one table, each of which belongs to an organization. */
export class OrganizationStore<Row extends Resource> {
  private readonly rows: OrganizationRows<Row>;
  private readonly unitOfWork: UnitOfWork;

  constructor(
    dataSource: DataSource,
    entity: EntityTarget<Row>,
    private readonly idForm: RegExp,
  ) {
    this.rows = new OrganizationRows(dataSource, entity);
    this.unitOfWork = new UnitOfWork(dataSource);
  }

  /** Newest first. */
  listOf(organizationId: string): List<Row> {
    return new List({
      usual: usualPage,
      read: (take, after) => {
        const where = (after ? { id: LessThan(after[0]) } : {}) as never;
        return this.rows.of(organizationId).find(where, { id: 'DESC' } as never, take);
      },
      positionOf: ({ id }) => [id],
      cursors: idCursors(this.idForm),
    });
  }

  /** Throws `not_found`, for another organization's row too. */
  get(organizationId: string, id: string): Promise<Row> {
    return this.one(id, this.rows.of(organizationId));
  }

  async add({ organizationId, ...values }: Row): Promise<void> {
    await this.unitOfWork.run(({ manager }) => this.rows.in(manager, organizationId).insert(values as never));
  }

  /** Changes what is not `undefined` and returns the row as it is then. Throws `not_found`. */
  change(
    organizationId: string,
    id: string,
    change: Omit<Partial<Row>, 'id' | 'organizationId'>,
  ): Promise<Row> {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    return this.unitOfWork.run(async ({ manager }) => {
      const before = await this.one(id, this.rows.in(manager, organizationId));
      if (Object.keys(given).length === 0) return before;
      await this.rows.in(manager, organizationId).update({ id } as never, given as never);
      return this.one(id, this.rows.in(manager, organizationId));
    });
  }

  /** Throws `not_found`. */
  async delete(organizationId: string, id: string): Promise<void> {
    if (!this.idForm.test(id)) throw notFound();
    await this.unitOfWork.run(async ({ manager }) => {
      if ((await this.rows.in(manager, organizationId).delete({ id } as never)) !== 1) throw notFound();
    });
  }

  /** What is no id is not asked for: MySQL cannot compare every text with one. */
  private async one(id: string, rows: ReadRows<Row>): Promise<Row> {
    const row = this.idForm.test(id) ? await rows.findOne({ id } as never) : undefined;
    if (!row) throw notFound();
    return row;
  }
}
