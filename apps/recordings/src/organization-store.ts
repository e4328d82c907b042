import { notFound } from '@pocket/access';
import {
  LessThan,
  type DataSource,
  type EntityTarget,
  type FindOptionsWhere,
  type Repository,
} from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import type { PageQuery } from './page.dto.js';

/** What every row of this service has: ids are time-ordered, so their order is the order of creation. */
export interface OwnedRow {
  id: string;
  organizationId: string;
}

/** The queries on one table of this service; every one names the organization. */
export class OrganizationStore<Row extends OwnedRow> {
  private readonly rows: Repository<Row>;

  constructor(
    dataSource: DataSource,
    entity: EntityTarget<Row>,
    private readonly idPattern: RegExp,
  ) {
    this.rows = dataSource.getRepository(entity);
  }

  /** Newest first; `next` is the cursor of the page after this one, `null` on the last. */
  async page(
    organizationId: string,
    { limit, cursor }: PageQuery,
  ): Promise<{ rows: Row[]; next: string | null }> {
    const where = { organizationId, ...(cursor && { id: LessThan(cursor) }) } as FindOptionsWhere<Row>;
    const rows = await this.rows.find({ where, order: { id: 'DESC' } as never, take: limit + 1 });
    const page = rows.slice(0, limit);
    return { rows: page, next: rows.length > limit ? page.at(-1)!.id : null };
  }

  /** Throws `not_found`, for another organization's row too. */
  async get(organizationId: string, id: string): Promise<Row> {
    const row = this.idPattern.test(id) && (await this.rows.findOneBy(this.one(organizationId, id)));
    if (!row) throw notFound();
    return row;
  }

  async add(row: Row): Promise<void> {
    await this.rows.insert(row as QueryDeepPartialEntity<Row>);
  }

  /** Changes what is not `undefined` and returns the row as it is then. Throws `not_found`. */
  async change(organizationId: string, id: string, change: Partial<Row>): Promise<Row> {
    const before = await this.get(organizationId, id);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    if (Object.keys(given).length === 0) return before;
    await this.rows.update(this.one(organizationId, id), given as QueryDeepPartialEntity<Row>);
    return this.get(organizationId, id);
  }

  /** Throws `not_found`. */
  async delete(organizationId: string, id: string): Promise<void> {
    const deletion = this.idPattern.test(id) && (await this.rows.delete(this.one(organizationId, id)));
    if (!deletion || deletion.affected !== 1) throw notFound();
  }

  private one(organizationId: string, id: string): FindOptionsWhere<Row> {
    return { organizationId, id } as FindOptionsWhere<Row>;
  }
}
