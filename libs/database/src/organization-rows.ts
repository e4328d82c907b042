import type { DataSource, EntityManager, EntityTarget, FindOptionsOrder, FindOptionsWhere } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { storedTime } from './lookup.js';

/** A row that belongs to an organization. */
export interface OwnedRow {
  organizationId: string;
}

/** Conditions on a row beside its organization; several are alternatives. */
export type Where<Row> = Omit<FindOptionsWhere<Row>, 'organizationId'>;
/** A further condition on the rows of a list: SQL on the table's columns, and what its question marks stand for. */
export type Condition = readonly [sql: string, ...parameters: (string | number)[]];

/** A part of a list that is sorted by a time and, within it, by an id. */
export interface ListPart<Row> {
  by: readonly [time: keyof Row & string, id: keyof Row & string];
  direction: 'ASC' | 'DESC';
  /** The index of organization, time and id, where conditions do not speak for another. */
  index?: string;
  /** The last row of the part before. */
  after?: readonly [time: Date, id: string];
  where?: readonly Condition[];
  take: number;
}

type Values<Row> = Omit<Partial<Row>, 'organizationId' | 'organization'>;

/**
 * The rows of a table whose rows belong to organizations. It hands out queries on the rows of one organization only, so
 * that no query can forget which.
 */
export class OrganizationRows<Row extends OwnedRow> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly entity: EntityTarget<Row>,
  ) {}

  /** Queries that read. */
  of(organizationId: string): ReadRows<Row> {
    return new ReadRows(this.dataSource.manager, this.entity, organizationId);
  }

  /** Queries of a transaction, which may also change rows. */
  in(manager: EntityManager, organizationId: string): ChangeRows<Row> {
    return new ChangeRows(manager, this.entity, organizationId);
  }
}

/** Queries on the rows of one organization. */
export class ReadRows<Row extends OwnedRow> {
  constructor(
    protected readonly manager: EntityManager,
    protected readonly entity: EntityTarget<Row>,
    protected readonly organizationId: string,
  ) {
    // TypeORM 0.3 leaves out a condition that is undefined, and so would find the rows of everyone.
    if (typeof organizationId !== 'string' || organizationId === '')
      throw new TypeError('A query names its organization.');
  }

  /** No alternatives at all find nothing. */
  async find(where: Where<Row> | Where<Row>[], order: FindOptionsOrder<Row>, take?: number): Promise<Row[]> {
    if (isNever(where)) return [];
    return this.manager.find(this.entity, { where: this.own(where), order, take });
  }

  /** Such a part as plain objects: making entities would take several times as long. */
  async list<Key extends keyof Row & string>(
    keys: readonly Key[],
    part: ListPart<Row>,
  ): Promise<Pick<Row, Key>[]> {
    const { driver } = this.manager.connection;
    const metadata = this.manager.connection.getMetadata(this.entity);
    const columnOf = (key: string) => metadata.findColumnWithPropertyName(key)!;
    const name = (key: string) => driver.escape(columnOf(key).databaseName);
    const [time, id] = part.by.map(name);
    const where: Condition[] = [
      [`${name('organizationId')} = ?`, this.organizationId],
      ...(part.where ?? []),
    ];
    if (part.after) {
      const beyond = part.direction === 'ASC' ? '>' : '<';
      // The first of these alone is a range of the index; a comparison of pairs is none to MySQL.
      where.push([`${time} ${beyond}= ?`, storedTime(part.after[0])]);
      where.push([`${time} ${beyond} ? OR ${id} ${beyond} ?`, storedTime(part.after[0]), part.after[1]]);
    }
    // MariaDB would take another way through the same index, and pass all rows before.
    const hint = part.index && driver.options.type !== 'better-sqlite3' ? `FORCE INDEX (${part.index})` : '';
    const sql = `SELECT ${keys.map(name).join(', ')} FROM ${driver.escape(metadata.tableName)} ${hint}
      WHERE ${where.map(([condition]) => `(${condition})`).join(' AND ')}
      ORDER BY ${time} ${part.direction}, ${id} ${part.direction} LIMIT ${part.take}`;
    const found = await this.manager.query<Record<string, unknown>[]>(
      sql,
      where.flatMap(([, ...values]) => values),
    );
    const columns = keys.map((key) => [key, columnOf(key)] as const);
    return found.map((row) => {
      const read: Partial<Record<Key, unknown>> = {};
      for (const [key, column] of columns)
        read[key] = driver.prepareHydratedValue(row[column.databaseName], column);
      return read as Pick<Row, Key>;
    });
  }

  async findOne(where: Where<Row>): Promise<Row | undefined> {
    return (await this.manager.findOneBy(this.entity, this.own(where))) ?? undefined;
  }

  async count(where: Where<Row> | Where<Row>[]): Promise<number> {
    if (isNever(where)) return 0;
    return this.manager.countBy(this.entity, this.own(where));
  }

  exists(where: Where<Row>): Promise<boolean> {
    return this.manager.existsBy(this.entity, this.own(where));
  }

  protected own(where: Where<Row> | Where<Row>[]): FindOptionsWhere<Row>[] {
    const alternatives = Array.isArray(where) ? where : [where];
    return alternatives.map(
      (one) => ({ ...(one as object), organizationId: this.organizationId }) as FindOptionsWhere<Row>,
    );
  }
}

/** Queries of a transaction on the rows of one organization. */
export class ChangeRows<Row extends OwnedRow> extends ReadRows<Row> {
  async insert(values: Values<Row>): Promise<void> {
    const row = { ...values, organizationId: this.organizationId };
    await this.manager.insert(this.entity, row as QueryDeepPartialEntity<Row>);
  }

  /** Changes the rows; never to which organization they belong. */
  async update(where: Where<Row>, values: Values<Row>): Promise<void> {
    const [own] = this.own(where);
    const { organizationId: _, ...change } = values as Partial<OwnedRow>;
    await this.manager.update(this.entity, own!, change as QueryDeepPartialEntity<Row>);
  }

  /** How many rows there were. */
  async delete(where: Where<Row>): Promise<number> {
    const [own] = this.own(where);
    return (await this.manager.delete(this.entity, own!)).affected ?? 0;
  }
}

/** TypeORM drops an empty list of alternatives, and so would find the rows of everyone. */
const isNever = (where: unknown) => Array.isArray(where) && where.length === 0;
