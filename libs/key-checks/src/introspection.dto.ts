import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { idSchema, timeSchema } from '@pocket/validation';
import { keyIdSchema, keySchema } from '@pocket/api-key-verification';

/** RFC 7662 counts in whole seconds. */
const seconds = { type: 'integer', format: 'int64', minimum: 0, maximum: 253_402_300_799 } as const;

/** Scopes in one text, as RFC 6749 writes them. */
export const scopesSchema = {
  type: 'string',
  maxLength: 8_000,
  pattern: '^[a-z0-9_:-]+( [a-z0-9_:-]+)*$',
  example: 'recordings:read templates:read',
} as const;

@ApiSchema({ name: 'IntrospectionRequest' })
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

  @ApiPropertyOptional({
    type: 'string',
    description: 'The service’s id, in place of HTTP Basic.',
    maxLength: 64,
    pattern: '^[A-Za-z0-9_-]+$',
    // Swagger UI would send it beside the credential of Authorize.
    example: undefined,
  })
  client_id?: string;

  @ApiPropertyOptional({
    type: 'string',
    format: 'password',
    description: 'The service’s secret, in place of HTTP Basic.',
    maxLength: 60_000,
    pattern: '^[\\s\\S]+$',
    example: undefined,
  })
  client_secret?: string;
}

/** RFC 7662, section 2.2; everything but `active` only for a live key. */
@ApiSchema({ name: 'Introspection' })
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
    maxLength: 300,
    pattern: '^(pocket|https?://.+)$',
    description: 'Who issued the key: the public address of this service, or `pocket` where it has none.',
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
    description: 'Expiry, in seconds since 1970, rounded up; absent: never.',
    example: 2_052_381_600,
  })
  exp?: number;

  @ApiPropertyOptional({
    ...timeSchema,
    description: 'Expiry to the millisecond; absent: never.',
    example: '2035-01-14T18:00:00.000Z',
  })
  expires_at?: string;

  @ApiPropertyOptional({
    type: 'string',
    enum: ['Bearer'],
    description: 'How the key is sent.',
    example: 'Bearer',
  })
  token_type?: string;
}
