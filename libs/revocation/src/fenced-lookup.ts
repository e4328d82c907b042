import { Lookup, type Parameter } from '@pocket/database';
import { deadlines, DeadlineError } from '@pocket/problem-details';
import type { DataSource } from 'typeorm';
import type { DatabaseLease } from './database-lease.js';

/** An answer, and the newest sequence of revocations in the same snapshot; 0 on SQLite, where it is not asked for. */
export interface Positioned<Row> {
  row: Row | undefined;
  position: number;
}

/**
 * A look-up whose answer counts only where nothing that was revoked is missing in it: a server that was paused, and replaced
 * meanwhile, answers from its past for some seconds, and believes that it takes the writes.
 */
export class FencedLookup<Row> {
  private readonly notNull: keyof Row;
  /** `undefined`: neither opened nor closed so far. */
  private isOpen?: boolean;
  private readonly lookup: Lookup<Row & { position?: unknown }>;

  /** A row of the table fulfils the condition, which has all parameters; `notNull` is a column that a row always has. */
  constructor(
    dataSource: DataSource,
    { select, from, where, notNull }: { select: string; from: string; where: string; notNull: keyof Row },
    private readonly lease?: DatabaseLease,
  ) {
    this.notNull = notNull;
    this.lookup = new Lookup(
      dataSource,
      lease
        ? `SELECT c.sequence AS position, ${select} FROM revocation_counter c LEFT JOIN ${from} ON ${where} WHERE c.id = 1`
        : `SELECT ${select} FROM ${from} WHERE ${where}`,
    );
  }

  /** Begins to keep the lease, so that the first answer need not wait for it. */
  open(): void {
    if (this.isOpen !== undefined) return;
    this.lease?.open();
    this.isOpen = true;
  }

  async close(): Promise<void> {
    if (this.isOpen) await this.lease?.close();
    this.isOpen = false;
  }

  /** `subjectOf` names whom a revocation of this row names. Rejects where no answer counts in time. */
  async one(subjectOf: (row: Row) => string, ...parameters: Parameter[]): Promise<Positioned<Row>> {
    this.open();
    const end = performance.now() + deadlines.lookup;
    for (;;) {
      const answer = await this.lookup.one(...parameters);
      if (!this.lease) return { row: answer, position: 0 };
      if (!answer) throw new Error('The table revocation_counter is empty.');
      const position = Number(answer.position);
      const row = answer[this.notNull] === null ? undefined : answer;
      if (this.lease.lease.counts(row ? subjectOf(row) : '', position)) return { row, position };
      const left = end - performance.now();
      if (left <= 0) throw new DeadlineError('The database');
      await this.lease.nextRenewal(left);
    }
  }
}
