import { ProblemException } from '@pocket/problem-details';
import type { CursorForm, Position } from './cursor.js';
import type { PageQuery } from './page-query.js';

/** Rows that one statement reads of a list: few enough that no other request waits noticeably. */
const chunkSize = 500;

/** Where the rows of a list come from. */
export interface ListSource<Row> {
  /** The next rows in the list's order, from its start or after a position. */
  read(take: number, after?: Position): Promise<Row[]>;
  /** Where a row stands: no other row of the list stands there, and none that comes or goes moves it. */
  positionOf(row: Row): Position;
  cursors: CursorForm;
  /** Rows of a page where nobody says how many. */
  usual: number;
}

/** A part of a list, and the cursor of the part after it; `null` on the last. */
export interface Page<Row> {
  rows: Row[];
  next: string | null;
}

/**
 * A list that is read part by part. A row that is there all the while is read exactly once, whatever comes and goes between
 * the parts.
 */
export class List<Row> {
  constructor(private readonly source: ListSource<Row>) {}

  /** Throws `validation_failed` with the pointer `/cursor` where the cursor is not of this list. */
  async page({ limit = this.source.usual, cursor }: PageQuery): Promise<Page<Row>> {
    const { cursors, positionOf } = this.source;
    const after = cursor === undefined ? undefined : cursors.read(cursor);
    if (cursor !== undefined && !after) throw wrongCursor();
    const rows = await this.source.read(limit + 1, after);
    const page = rows.slice(0, limit);
    return { rows: page, next: rows.length > limit ? cursors.write(positionOf(page.at(-1)!)) : null };
  }

  /** All of it, in parts of a size that holds up nobody; reads no further than it is asked. */
  async *chunks(): AsyncGenerator<Row[]> {
    let after: Position | undefined;
    for (;;) {
      const rows = await this.source.read(chunkSize, after);
      yield rows;
      if (rows.length < chunkSize) return;
      after = this.source.positionOf(rows.at(-1)!);
    }
  }

  /** All of it at once; for lists that are known to be short. */
  async all(): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const chunk of this.chunks()) rows.push(...chunk);
    return rows;
  }
}

/** Said of every cursor that does not continue the list that is asked for. */
export const cursorRule = 'must be the next_cursor of the page before, with the same filters';

const wrongCursor = () =>
  new ProblemException('validation_failed', {
    errors: [{ pointer: '/cursor', code: 'matches', detail: cursorRule }],
  });

/** Whether a query asks for a page, by whatever it says. */
export const asksForPage = (query: PageQuery): boolean =>
  Object.values(query).some((value) => value !== undefined);
