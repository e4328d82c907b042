import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOmittable } from '@pocket/rest';
import { idPattern, idSchema } from '@pocket/validation';
import { Transform } from 'class-transformer';
import { IsInt, Matches, Max, Min } from 'class-validator';

/** The most items that a page has. */
export const maximumPage = 100;

const limitRule = { message: `must be a whole number from 1 to ${maximumPage}` };

/** Which part of a list. */
export interface PageQuery {
  limit: number;
  cursor?: string;
}

/** The query of a list whose items have ids of this kind. */
export function pageQueryOf(kind: string): new () => PageQuery {
  class Query implements PageQuery {
    @ApiPropertyOptional({
      type: 'integer',
      format: 'int32',
      minimum: 1,
      maximum: maximumPage,
      default: 20,
      description: 'Items on a page.',
      example: 20,
    })
    @Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value,
    )
    @IsInt(limitRule)
    @Min(1, limitRule)
    @Max(maximumPage, limitRule)
    limit: number = 20;

    @ApiPropertyOptional({
      ...idSchema(kind),
      description: 'The `next_cursor` of the page before; left out: the first page.',
      // Swagger UI would send it.
      example: undefined,
    })
    @Matches(idPattern(kind), { message: 'must be the next_cursor of the page before' })
    @IsOmittable()
    cursor?: string;
  }
  return Query;
}

/** The cursor in a list's answer. */
export const nextCursorOf = (kind: string) => ({
  ...idSchema(kind),
  nullable: true,
  description: 'Send it as `cursor` for the next page; null on the last.',
});
