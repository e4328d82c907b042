import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsOmittable, nextCursorSchema, TextField, TextProperty } from '@pocket/rest';
import { parseTime, timeSchema } from '@pocket/validation';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, ValidateIf } from 'class-validator';
import type { ShownKey } from './api-keys.repository.js';
import { maximumYears, type CreateApiKey, type CreatedApiKey } from './api-keys.service.js';
import {
  createdAtSchema,
  expiresAtSchema,
  keyIdSchema,
  keyName,
  keySchema,
  maximumScopes,
  scopeListSchema,
} from '@pocket/api-key-verification';
import { IsTime, timeFieldSchema, timeForms } from './time-field.js';

/** Live keys are limited by configuration, to a million at most; with expired ones there are ten times as many. */
const maximumKeys = 10_000_000;

@ApiSchema({ name: 'CreateApiKey' })
export class CreateApiKeyDto {
  @TextField(keyName, { description: 'A human-readable label for the key; need not be unique.' })
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
    ...timeFieldSchema,
    nullable: true,
    description:
      `When the key ends: ${timeForms} (midnight UTC); in the future, at most ${maximumYears} years ahead. ` +
      'Omitted or null: never.',
    example: expiresAtSchema.example,
  })
  @IsTime('isExpiry')
  @ValidateIf((_, value) => value !== undefined && value !== null)
  expires_at?: string | null;

  static toCommand({ name, scopes, expires_at }: CreateApiKeyDto): CreateApiKey {
    return { name, scopes, expiresAt: expires_at ? parseTime(expires_at) : null };
  }
}

@ApiSchema({ name: 'ApiKey' })
export class ApiKeyDto {
  @ApiProperty(keyIdSchema)
  id: string;

  @TextProperty(keyName)
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

  static of({ id, name, scopes, createdAt, expiresAt, lastUsedAt }: ShownKey): ApiKeyDto {
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

@ApiSchema({ name: 'ApiKeyList' })
export class ApiKeyListDto {
  @ApiProperty({
    type: [ApiKeyDto],
    description: 'Newest first, expired ones included.',
    maxItems: maximumKeys,
  })
  keys: ApiKeyDto[];

  @ApiPropertyOptional({
    ...nextCursorSchema(),
    description:
      'Of a page: send it as `cursor` for the next one; null on the last. Not there in a whole list.',
  })
  next_cursor?: string | null;
}

@ApiSchema({ name: 'CreatedApiKey' })
export class CreatedApiKeyDto {
  @ApiProperty(keyIdSchema)
  id: string;

  @TextProperty(keyName)
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

  static of({ key: { id, name, scopes, createdAt, expiresAt }, secret }: CreatedApiKey): CreatedApiKeyDto {
    return {
      id,
      name,
      key: secret,
      scopes,
      created_at: createdAt.toISOString(),
      expires_at: expiresAt?.toISOString() ?? null,
    };
  }
}
