import { nextCursorSchema, pageQueryOf as anyPageQuery, type PageQuery } from '@pocket/rest';
import { idSchema } from '@pocket/validation';

/** The most items that a page has. */
export const maximumPage = 100;
/** Items of a page where the query does not say how many. */
export const usualPage = 20;

const cursorOf = (kind: string) => {
  const { example: _, ...cursor } = idSchema(kind);
  return cursor;
};

/** The query of a list whose cursors are ids of this kind. */
export const pageQueryOf = (kind: string): new () => PageQuery =>
  anyPageQuery({ maximum: maximumPage, usual: usualPage, cursor: cursorOf(kind) });

/** The cursor in a list's answer. */
export const nextCursorOf = (kind: string) => ({ ...nextCursorSchema(idSchema(kind)) });
