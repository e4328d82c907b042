import DataLoader from 'dataloader';
import { Lookup, needStatement } from '@pocket/database';
import { deadlines, DeadlineError, untilAllAreRead } from '@pocket/problem-details';
import type { DataSource } from 'typeorm';
import type { DatabaseLease } from './database-lease.js';

/** An answer, and the newest sequence of revocations in the same snapshot; 0 on SQLite, where it is not asked for. */
export interface Positioned<Row> {
  row: Row | undefined;
  position: number;
}

/** Which rows of a table are looked up. */
export interface LookupForm {
  select: string;
  from: string;
  /** Columns that are never null and, taken together, name a row. */
  by: readonly string[];
  /** What the row fulfils besides. */
  where?: string;
}

/** What is selected besides: the position, and the columns that name the row. */
type Asked = Record<'position' | `by_${number}`, unknown>;

/** Questions of one statement; a power of four. Each power up to here is a statement that every connection prepares, of which a server holds 16,382. */
const mostTogether = 64;

/**
 * A look-up whose answer counts only where nothing that was revoked is missing in it: a server that was paused, and replaced
 * meanwhile, answers from its past for some seconds, and believes that it takes the writes.
 *
 * Requests that arrive together are looked up by one statement, which is sent after all of them have begun.
 */
export class FencedLookup<Row> {
  /** `undefined`: neither opened nor closed so far. */
  private isOpen?: boolean;
  private readonly lookup: Lookup<Row & Asked>;
  /** By the number of questions. */
  private readonly statements = new Map<number, string>();
  private readonly together = new DataLoader((questions: readonly string[][]) => this.ask(questions), {
    cache: false,
    maxBatchSize: mostTogether,
    batchScheduleFn: (send) => void untilAllAreRead().then(send),
  });

  constructor(
    dataSource: DataSource,
    private readonly form: LookupForm,
    private readonly lease?: DatabaseLease,
  ) {
    this.lookup = new Lookup(dataSource);
    needStatement(dataSource, this.statement(1));
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

  /**
   * The row whose columns ({@link LookupForm.by}) have these values, compared byte by byte. `subjectOf` names whom a revocation of this row
   * names. Rejects where no answer counts in time.
   */
  async one(subjectOf: (row: Row) => string, ...values: string[]): Promise<Positioned<Row>> {
    this.open();
    if (!this.lease) return this.together.load(values);
    const end = performance.now() + deadlines.lookup;
    for (;;) {
      const answer = await this.together.load(values);
      if (this.lease.lease.counts(answer.row ? subjectOf(answer.row) : '', answer.position)) return answer;
      const left = end - performance.now();
      if (left <= 0) throw new DeadlineError('The database');
      await this.lease.nextRenewal(left);
    }
  }

  private statement(questions: number): string {
    const known = this.statements.get(questions);
    if (known) return known;
    const { form, lease } = this;
    const { where = '1 = 1' } = form;
    const condition = `(${form.by.map((column) => `${column} = ?`).join(' AND ')})`;
    const rows = `(${Array(questions).fill(condition).join(' OR ')}) AND ${where}`;
    const select = [...form.by.map((column, index) => `${column} AS by_${index}`), form.select].join(', ');
    const statement = lease
      ? `SELECT c.sequence AS position, ${select} FROM revocation_counter c LEFT JOIN ${form.from} ON ${rows} WHERE c.id = 1`
      : `SELECT 0 AS position, ${select} FROM ${form.from} WHERE ${rows}`;
    this.statements.set(questions, statement);
    return statement;
  }

  private async ask(questions: readonly string[][]): Promise<Positioned<Row>[]> {
    const size = 4 ** Math.ceil(Math.log2(questions.length) / 2);
    const last = questions.at(-1)!;
    const padded = Array.from({ length: size }, (_, index) => questions[index] ?? last);
    const answers = await this.lookup.rows(this.statement(size), padded.flat());
    if (this.lease && answers.length === 0) throw new Error('The table revocation_counter is empty.');
    const position = Number(answers[0]?.['position'] ?? 0);
    // MySQL pads strings with spaces before it compares them; a map does not.
    const rows = new Map(answers.map((row) => [this.nameOf(row), row]));
    return questions.map((values) => ({ row: rows.get(JSON.stringify(values)), position }));
  }

  private nameOf(row: Asked): string {
    return JSON.stringify(this.form.by.map((_, index) => row[`by_${index}`]));
  }
}
