import { OrganizationRows, UnitOfWork, type OwnedRow } from '@pocket/database';
import { notFound } from '@pocket/problem-details';
import { LessThan, type DataSource, type EntityManager, type EntityTarget } from 'typeorm';
import type { PageQuery } from './page.dto.js';

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

  /** Newest first; `next` is the cursor of the page after this one, `null` on the last. */
  async page(
    organizationId: string,
    { limit, cursor }: PageQuery,
  ): Promise<{ rows: Row[]; next: string | null }> {
    const where = (cursor ? { id: LessThan(cursor) } : {}) as never;
    const rows = await this.rows.of(organizationId).find(where, { id: 'DESC' } as never, limit + 1);
    const page = rows.slice(0, limit);
    return { rows: page, next: rows.length > limit ? page.at(-1)!.id : null };
  }

  /** Throws `not_found`, for another organization's row too. */
  async get(organizationId: string, id: string): Promise<Row> {
    return this.require(id, await this.rows.of(organizationId).findOne(this.one(id)));
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
      const before = await this.find(manager, organizationId, id);
      if (Object.keys(given).length === 0) return before;
      await this.rows.in(manager, organizationId).update(this.one(id), given as never);
      return this.find(manager, organizationId, id);
    });
  }

  /** Throws `not_found`. */
  async delete(organizationId: string, id: string): Promise<void> {
    if (!this.idForm.test(id)) throw notFound();
    await this.unitOfWork.run(async ({ manager }) => {
      if ((await this.rows.in(manager, organizationId).delete(this.one(id))) !== 1) throw notFound();
    });
  }

  private async find(manager: EntityManager, organizationId: string, id: string): Promise<Row> {
    return this.require(id, await this.rows.in(manager, organizationId).findOne(this.one(id)));
  }

  private require(id: string, row: Row | undefined): Row {
    if (!row || !this.idForm.test(id)) throw notFound();
    return row;
  }

  private one(id: string) {
    return { id } as never;
  }
}
