import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Program } from '@pocket/access';
import { idSchema, IsOmittable, idPattern } from '@pocket/validation';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, Matches } from 'class-validator';
import {
  createdAtSchema,
  expiresAtSchema,
  keyIdSchema,
  keyNameSchema,
  keySchema,
  scopeListSchema,
} from './api-key.dto.js';

const scopeRule = { message: 'must be a scope such as recordings:read' };
const scope = /^[a-z][a-z0-9_-]{0,31}:[a-z][a-z0-9_-]{0,31}$/;
/** RFC 7662 counts in whole seconds. */
const seconds = { type: 'integer', format: 'int64', minimum: 0, maximum: 253_402_300_799 } as const;

/** Scopes in one text, as RFC 6749 writes them. */
export const scopesSchema = {
  type: 'string',
  maxLength: 8_000,
  pattern: '^[a-z0-9_:-]+( [a-z0-9_:-]+)*$',
  example: 'recordings:read templates:read',
} as const;

export class CurrentApiKeyDto {
  @ApiProperty(keyIdSchema)
  id: string;

  @ApiProperty(keyNameSchema)
  name: string;

  @ApiProperty({ ...idSchema('org'), description: 'The only organization that the key reaches.' })
  organization_id: string;

  @ApiProperty({ ...scopeListSchema, description: 'What the key may do.' })
  scopes: string[];

  @ApiProperty(createdAtSchema)
  created_at: string;

  @ApiProperty(expiresAtSchema)
  expires_at: string | null;

  static of({ keyId, keyName, organizationId, scopes, createdAt, expiresAt }: Program): CurrentApiKeyDto {
    return {
      id: keyId,
      name: keyName ?? '',
      organization_id: organizationId,
      scopes: [...scopes],
      created_at: createdAt.toISOString(),
      expires_at: expiresAt?.toISOString() ?? null,
    };
  }
}

/** What a gateway asks of the key that a request brings. */
export class AuthorizeQuery {
  @ApiProperty({
    type: 'array',
    items: { type: 'string', maxLength: 65, pattern: scope.source },
    description: 'All of these the key must have; repeat the parameter for several.',
    minItems: 1,
    maxItems: 20,
    example: ['recordings:read'],
  })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @IsArray(scopeRule)
  @ArrayNotEmpty(scopeRule)
  @ArrayMaxSize(20, { message: 'must name at most 20 scopes' })
  @Matches(scope, { each: true, ...scopeRule })
  scope: string[];

  @ApiPropertyOptional({
    ...idSchema('org'),
    description: 'The organization that the key must belong to.',
    // Swagger UI would send it.
    example: undefined,
  })
  @Matches(idPattern('org'), { message: 'must be an organization’s id' })
  @IsOmittable()
  organization?: string;
}

export class IntrospectionRequestDto {
  @ApiProperty({
    ...keySchema,
    description: 'The API key. Any other text is answered as inactive.',
    minLength: 1,
    maxLength: 60_000,
    pattern: '^[\\s\\S]+$',
  })
  token: string;

  @ApiPropertyOptional({
    type: 'string',
    description: 'Ignored.',
    maxLength: 60_000,
    pattern: '^[\\s\\S]*$',
    example: 'access_token',
  })
  token_type_hint?: string;
}

/** RFC 7662, section 2.2; everything but `active` only for a live key. */
export class IntrospectionDto {
  @ApiProperty({
    type: Boolean,
    description: 'Whether it is a live key. Only then the rest is there.',
    example: true,
  })
  active: boolean;

  @ApiPropertyOptional({ ...scopesSchema, description: 'The key’s scopes, space-separated.' })
  scope?: string;

  @ApiPropertyOptional(keyIdSchema)
  client_id?: string;

  @ApiPropertyOptional(keyIdSchema)
  sub?: string;

  @ApiPropertyOptional({ ...idSchema('org'), description: 'The only organization that the key reaches.' })
  org_id?: string;

  @ApiPropertyOptional({
    type: 'string',
    enum: ['pocket'],
    description: 'Who issued the key.',
    example: 'pocket',
  })
  iss?: string;

  @ApiPropertyOptional({
    ...seconds,
    description: 'Creation, in seconds since 1970.',
    example: 1_775_808_000,
  })
  iat?: number;

  @ApiPropertyOptional({
    ...seconds,
    description: 'Expiry, in seconds since 1970; absent: never.',
    example: 2_052_381_600,
  })
  exp?: number;

  @ApiPropertyOptional({
    type: 'string',
    enum: ['Bearer'],
    description: 'How the key is sent.',
    example: 'Bearer',
  })
  token_type?: string;
}
