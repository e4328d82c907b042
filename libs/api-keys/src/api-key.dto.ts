import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsText } from '@pocket/validation';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, ValidateBy, ValidateIf } from 'class-validator';
import { IsOmittable } from '@pocket/validation';
import { maximumYears, parseExpiry } from './api-key-expiry.js';
import type { ApiKey } from './api-key.entity.js';

const id = {
  description: 'The key’s id; not secret.',
  pattern: '^key_[0-9A-Za-z]{20,36}$',
  example: 'key_01K6QW41B9F3Z7N5T8D2M6C0RX',
};
const name = { description: 'A human-readable label.', minLength: 1, maxLength: 100, example: 'CI Pipeline' };
const scopes = { example: ['recordings:read', 'templates:read'] };
const createdAt = { format: 'date-time', example: '2026-04-10T08:00:00.000Z' };
const expiresAt = { format: 'date-time', nullable: true, example: '2027-07-15T10:00:00.000Z' } as const;

function IsExpiry() {
  return ValidateBy({
    name: 'isExpiry',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && parseExpiry(value) !== undefined,
      defaultMessage: () =>
        'must be an RFC 3339 date-time with Z or an offset, such as 2026-07-15T10:00:00.000Z, or a date such as 2026-07-15',
    },
  });
}

export class CreateApiKeyDto {
  @ApiProperty({ type: String, ...name, description: 'A human-readable label for the key.' })
  @IsText({ max: 100 })
  name: string;

  @ApiPropertyOptional({
    type: [String],
    description: 'Permissions to grant. Omitted: all scopes that exist now, not those added later.',
    minItems: 1,
    maxItems: 100,
    ...scopes,
  })
  @IsArray({ message: 'must be an array of scopes, or left out' })
  @ArrayNotEmpty({ message: 'must name at least one scope, or be left out' })
  @ArrayMaxSize(100, { message: 'must name at most 100 scopes' })
  @IsOmittable()
  scopes?: string[];

  @ApiPropertyOptional({
    oneOf: [
      { type: 'string', format: 'date-time' },
      { type: 'string', format: 'date' },
    ],
    nullable: true,
    description:
      'When the key ends: a date-time with `Z` or an offset, or a date (midnight UTC); in the future, at most ' +
      `${maximumYears} years ahead. Omitted or null: never.`,
    example: expiresAt.example,
  })
  @IsExpiry()
  @ValidateIf((_, value) => value !== undefined && value !== null)
  expires_at?: string | null;
}

export class ApiKeyDto {
  @ApiProperty({ type: String, ...id })
  id: string;

  @ApiProperty({ type: String, ...name })
  name: string;

  @ApiProperty({ type: [String], description: 'What the key may do.', ...scopes })
  scopes: string[];

  @ApiProperty({ type: String, ...createdAt })
  created_at: string;

  @ApiProperty({
    type: String,
    description: 'From this moment on the key is refused; null: never.',
    ...expiresAt,
  })
  expires_at: string | null;

  @ApiProperty({
    type: String,
    description: 'The time of an accepted use, at most 60 s behind; null before the first.',
    format: 'date-time',
    nullable: true,
    example: '2026-04-09T14:32:00.000Z',
  })
  last_used_at: string | null;

  static of({ id, name, scopes, createdAt, expiresAt, lastUsedAt }: ApiKey): ApiKeyDto {
    return {
      id,
      name,
      scopes,
      created_at: createdAt.toISOString(),
      expires_at: expiresAt?.toISOString() ?? null,
      last_used_at: lastUsedAt?.toISOString() ?? null,
    };
  }
}

export class ApiKeyListDto {
  @ApiProperty({ type: [ApiKeyDto], description: 'All keys, newest first, expired ones included.' })
  keys: ApiKeyDto[];
}

export class CreatedApiKeyDto {
  @ApiProperty({ type: String, ...id })
  id: string;

  @ApiProperty({ type: String, ...name })
  name: string;

  @ApiProperty({
    type: String,
    description: '**Shown only now, and stored nowhere:** put it where your program finds it.',
    pattern: '^[a-z][a-z0-9]*_[a-z]+_[0-9A-Za-z]{32}$',
    example: 'pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD',
  })
  key: string;

  @ApiProperty({ type: [String], description: 'What the key may do.', ...scopes })
  scopes: string[];

  @ApiProperty({ type: String, ...createdAt })
  created_at: string;

  @ApiProperty({
    type: String,
    description: 'From this moment on the key is refused; null: never.',
    ...expiresAt,
  })
  expires_at: string | null;
}

export class DeletedDto {
  @ApiProperty({ type: Boolean, enum: [true], example: true })
  success: true;
}
