import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { idSchema, IsOmittable, IsText, textSchema, timeSchema } from '@pocket/validation';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, ValidateBy, ValidateIf } from 'class-validator';
import { maximumExpiryLength, maximumYears, parseExpiry } from './api-key-expiry.js';
import type { ApiKey } from './api-key.entity.js';

/** A key has each scope of the registry once at most. */
const maximumScopes = 100;
/** Live keys are limited by configuration, to a million at most; expired ones stay in the list. */
const maximumKeys = 10_000_000;

export const keyIdSchema = { description: 'The key’s id; not secret.', ...idSchema('key') };
export const keyNameSchema = {
  ...textSchema({ max: 100 }),
  description: 'A human-readable label.',
  example: 'CI Pipeline',
};
/** Which scopes exist is known only when the application runs: its document adds them as an `enum`. */
export const scopeListSchema = {
  type: 'array',
  items: { type: 'string' },
  minItems: 1,
  maxItems: maximumScopes,
  example: ['recordings:read', 'templates:read'],
} as const;
export const createdAtSchema = { ...timeSchema, description: 'When it was created.' };
export const expiresAtSchema = {
  ...timeSchema,
  nullable: true,
  description: 'From this moment on the key is refused; null: never.',
  example: '2035-01-15T10:00:00.000Z',
};

/** As an issued key looks, whatever its prefix. */
export const keySchema = {
  type: 'string',
  minLength: 36,
  maxLength: 48,
  pattern: '^[a-z][a-z0-9]*_[a-z]+_[0-9A-Za-z]{32}$',
  example: 'pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD',
} as const;

const expiryForms =
  'a date-time with Z or an offset, such as 2035-01-15T10:00:00Z, or a date such as 2035-01-15';

function IsExpiry() {
  return ValidateBy({
    name: 'isExpiry',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && parseExpiry(value) !== undefined,
      defaultMessage: () => `must be ${expiryForms} (RFC 3339)`,
    },
  });
}

export class CreateApiKeyDto {
  @ApiProperty({ ...keyNameSchema, description: 'A human-readable label for the key; need not be unique.' })
  @IsText({ max: 100 })
  name: string;

  @ApiPropertyOptional({
    ...scopeListSchema,
    description: 'Permissions to grant. Omitted: all scopes that exist now, not those added later.',
  })
  @IsArray({ message: 'must be an array of scopes, or left out' })
  @ArrayNotEmpty({ message: 'must name at least one scope, or be left out' })
  @ArrayMaxSize(maximumScopes, { message: `must name at most ${maximumScopes} scopes` })
  @IsOmittable()
  scopes?: string[];

  @ApiPropertyOptional({
    type: 'string',
    nullable: true,
    minLength: 10,
    maxLength: maximumExpiryLength,
    pattern: '^\\d{4}-\\d\\d-\\d\\d([Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d))?$',
    description:
      `When the key ends: ${expiryForms} (midnight UTC); in the future, at most ${maximumYears} years ahead. ` +
      'Omitted or null: never.',
    example: expiresAtSchema.example,
  })
  @IsExpiry()
  @ValidateIf((_, value) => value !== undefined && value !== null)
  expires_at?: string | null;
}

export class ApiKeyDto {
  @ApiProperty(keyIdSchema)
  id: string;

  @ApiProperty(keyNameSchema)
  name: string;

  @ApiProperty({ ...scopeListSchema, description: 'What the key may do.' })
  scopes: string[];

  @ApiProperty(createdAtSchema)
  created_at: string;

  @ApiProperty(expiresAtSchema)
  expires_at: string | null;

  @ApiProperty({
    ...timeSchema,
    nullable: true,
    description: 'The time of an accepted use, at most 60 s behind; null before the first.',
    example: '2026-04-12T14:32:00.000Z',
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
  @ApiProperty({
    type: [ApiKeyDto],
    description: 'All keys, newest first, expired ones included.',
    maxItems: maximumKeys,
  })
  keys: ApiKeyDto[];
}

export class CreatedApiKeyDto {
  @ApiProperty(keyIdSchema)
  id: string;

  @ApiProperty(keyNameSchema)
  name: string;

  @ApiProperty({
    ...keySchema,
    description: '**The secret, shown only now and stored nowhere:** put it where your program finds it.',
  })
  key: string;

  @ApiProperty({ ...scopeListSchema, description: 'What the key may do.' })
  scopes: string[];

  @ApiProperty(createdAtSchema)
  created_at: string;

  @ApiProperty(expiresAtSchema)
  expires_at: string | null;
}

export class DeletedDto {
  @ApiProperty({
    type: Boolean,
    enum: [true],
    description: 'Always true: anything else is an error.',
    example: true,
  })
  success: true;
}
