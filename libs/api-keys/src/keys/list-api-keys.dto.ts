import { ApiPropertyOptional } from '@nestjs/swagger';
import { scopeNamePattern } from '@pocket/access';
import { IsOmittable, pageQueryOf } from '@pocket/rest';
import { parseTime } from '@pocket/validation';
import { IsIn, IsString } from 'class-validator';
import { keyStatuses, usualPage, type KeyFilters, type KeyStatus } from './key-filters.js';
import { IsTime, timeFieldSchema } from './time-field.js';

/** Which keys, and which part of their list; with none of it the list is answered whole. */
export class ListApiKeysQuery extends pageQueryOf({
  maximum: 1_000,
  usual: usualPage,
  wholeByDefault: true,
}) {
  @ApiPropertyOptional({
    enum: [...keyStatuses],
    enumName: 'ApiKeyStatus',
    description: 'Only keys that work, or only those that have expired.',
  })
  @IsIn(keyStatuses, { message: `must be ${keyStatuses.join(' or ')}` })
  @IsOmittable()
  status?: KeyStatus;

  @ApiPropertyOptional({
    type: 'string',
    maxLength: 65,
    pattern: scopeNamePattern.source,
    description: 'Only keys with this scope, which must be one that exists.',
  })
  @IsString({ message: 'must be given once' })
  @IsOmittable()
  scope?: string;

  @ApiPropertyOptional({
    ...timeFieldSchema,
    description: 'Only keys that expire before it. Leaves out keys that never expire. Write `+` as `%2B`.',
  })
  @IsTime('isTime')
  @IsOmittable()
  expires_before?: string;

  @ApiPropertyOptional({
    ...timeFieldSchema,
    description:
      'Only keys whose last use, or creation where they were never used, was before it. Write `+` as `%2B`.',
  })
  @IsTime('isTime')
  @IsOmittable()
  unused_since?: string;

  static toFilters({ status, scope, expires_before, unused_since }: ListApiKeysQuery): KeyFilters {
    const timeOf = (text?: string) => (text === undefined ? undefined : parseTime(text));
    return { status, scope, expiresBefore: timeOf(expires_before), unusedSince: timeOf(unused_since) };
  }
}
