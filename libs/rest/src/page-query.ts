import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { cursorPattern, maximumCursor } from './cursor.js';
import { IsOmittable } from './fields.js';
import { cursorRule } from './list.js';

/** Which part of a list. */
export interface PageQuery {
  limit?: number;
  cursor?: string;
}

/** How the pages of a list are asked for. */
export interface PageRule {
  /** The most items of a page. */
  maximum: number;
  /** Items of a page where the query does not say how many. */
  usual: number;
  /**
   * It is answered whole where its query says nothing. The document then names no default, which some clients would send.
   * Default false.
   */
  wholeByDefault?: boolean;
  /** The form of its cursors; default: opaque ones. */
  cursor?: { type: 'string'; minLength: number; maxLength: number; pattern: string };
}

const opaque = {
  type: 'string',
  minLength: 1,
  maxLength: maximumCursor,
  pattern: cursorPattern,
} as const;

/** The query parameters `limit` and `cursor` of such a list. */
export function pageQueryOf({ cursor = opaque, ...rule }: PageRule): new () => PageQuery {
  class Query implements PageQuery {
    @Limit(rule)
    @IsOmittable()
    limit?: number;

    @ApiPropertyOptional({
      ...cursor,
      description: 'The `next_cursor` of the page before; left out: the first page.',
      // Swagger UI would send it.
      example: undefined,
    })
    @Matches(new RegExp(cursor.pattern), { message: cursorRule })
    @IsOmittable()
    cursor?: string;
  }
  return Query;
}

function Limit({ maximum, usual, wholeByDefault = false }: PageRule): PropertyDecorator {
  const rule = { message: `must be a whole number from 1 to ${maximum}` };
  return applyDecorators(
    ApiPropertyOptional({
      type: 'integer',
      format: 'int32',
      minimum: 1,
      maximum,
      ...(wholeByDefault
        ? { description: `Items on a page; ${usual} where only other parameters ask for one.` }
        : { description: 'Items on a page.', default: usual, example: usual }),
    }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value,
    ),
    IsInt(rule),
    Min(1, rule),
    Max(maximum, rule),
  );
}

/** The schema of `next_cursor` in a page. */
export const nextCursorSchema = (cursor: NonNullable<PageRule['cursor']> = opaque) => ({
  ...cursor,
  nullable: true,
  description: 'Send it as `cursor` for the next page; null on the last.',
});
