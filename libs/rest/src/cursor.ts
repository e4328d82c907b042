import { hash } from 'node:crypto';

/** Where a row stands in its list: the values by which the list is sorted. */
export type Position = readonly string[];

/** How positions are written as cursors. */
export interface CursorForm {
  write(position: Position): string;
  /** `undefined`: no cursor of this list. */
  read(cursor: string): Position | undefined;
}

/** The longest cursor: a person's id of 128 characters needs the most. */
export const maximumCursor = 1_000;
export const cursorPattern = `^[A-Za-z0-9_-]{1,${maximumCursor}}$`;
const form = new RegExp(cursorPattern);

/** Cursors that are the id of the last row. */
export const idCursors = (idForm: RegExp): CursorForm => ({
  write: ([id]) => id!,
  read: (cursor) => (idForm.test(cursor) ? [cursor] : undefined),
});

/**
 * Opaque cursors, bound to one list: whose it is and its filters. They are not signed, since whoever may read the list may
 * start anywhere in it, and a cursor names nothing else.
 */
export function boundCursors(
  list: readonly unknown[],
  isPosition: (values: Position) => boolean,
): CursorForm {
  const mark = hash('sha256', JSON.stringify(list), 'base64').slice(0, 16);
  return {
    write: (position) => Buffer.from(JSON.stringify([mark, ...position])).toString('base64url'),
    read: (cursor) => {
      const [foundMark, ...position] = form.test(cursor) ? texts(Buffer.from(cursor, 'base64url')) : [];
      return foundMark === mark && isPosition(position) ? position : undefined;
    },
  };
}

function texts(json: Buffer): string[] {
  try {
    const values: unknown = JSON.parse(json.toString());
    return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : [];
  } catch {
    return [];
  }
}
