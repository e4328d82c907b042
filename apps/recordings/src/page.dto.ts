import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOmittable } from '@pocket/validation';
import { Transform } from 'class-transformer';
import { IsInt, Matches, Max, Min } from 'class-validator';

const limitRule = { message: 'must be a whole number from 1 to 100' };

/** What is said of a cursor that is not one of this list. */
export const notACursor = { code: 'matches', detail: 'must be the next_cursor of the page before' };

/** Which part of a list. */
export class PageQuery {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 100,
    default: 20,
    description: 'Items on a page.',
  })
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value,
  )
  @IsInt(limitRule)
  @Min(1, limitRule)
  @Max(100, limitRule)
  limit: number = 20;

  @ApiPropertyOptional({
    type: String,
    description: 'The `next_cursor` of the page before.',
    pattern: '^[a-z]{3}_[0-9A-Za-z]{20,36}$',
    example: 'rec_01K6QW41B9F3Z7N5T8D2M6C0RX',
  })
  @Matches(/^[a-z]{3}_[0-9A-Za-z]{20,36}$/, { message: notACursor.detail })
  @IsOmittable()
  cursor?: string;
}

export const nextCursor = {
  type: String,
  nullable: true,
  description: 'Send it as `cursor` for the next page; null on the last.',
  example: null,
} as const;
