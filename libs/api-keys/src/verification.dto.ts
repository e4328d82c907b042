import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Program } from '@pocket/access';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, Matches } from 'class-validator';
import { IsOmittable } from '@pocket/validation';

const keyId = { pattern: '^key_[0-9A-Za-z]{20,36}$', example: 'key_01K6QW41B9F3Z7N5T8D2M6C0RX' };
const organizationId = { pattern: '^org_[0-9A-Za-z]{20,36}$', example: 'org_01K6QW3ZJ5Y8T9V2X4B7N0M1RA' };
const scopeRule = { message: 'must be a scope such as recordings:read' };

export class SelfDto {
  @ApiProperty({ type: String, description: 'The key’s id; not secret.', ...keyId })
  id: string;

  @ApiProperty({ type: String, maxLength: 100, example: 'CI Pipeline' })
  name: string;

  @ApiProperty({
    type: String,
    description: 'The only organization that the key reaches.',
    ...organizationId,
  })
  organization_id: string;

  @ApiProperty({ type: [String], example: ['recordings:read', 'templates:read'] })
  scopes: string[];

  @ApiProperty({ type: String, format: 'date-time', example: '2026-04-10T08:00:00.000Z' })
  created_at: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'From this moment on the key is refused; null: never.',
    example: '2027-07-15T10:00:00.000Z',
  })
  expires_at: string | null;

  static of({ keyId, keyName, organizationId, scopes, createdAt, expiresAt }: Program): SelfDto {
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
    type: [String],
    description: 'All of these the key must have; repeat the parameter for several.',
    minItems: 1,
    maxItems: 20,
    example: ['recordings:read'],
  })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @IsArray(scopeRule)
  @ArrayNotEmpty(scopeRule)
  @ArrayMaxSize(20, { message: 'must name at most 20 scopes' })
  @Matches(/^[a-z][a-z0-9_-]{0,31}:[a-z][a-z0-9_-]{0,31}$/, { each: true, ...scopeRule })
  scope: string[];

  @ApiPropertyOptional({
    type: String,
    description: 'The organization that the key must belong to.',
    ...organizationId,
  })
  @Matches(new RegExp(organizationId.pattern), { message: 'must be an organization’s id' })
  @IsOmittable()
  organization?: string;
}

export class IntrospectionRequestDto {
  @ApiProperty({
    type: String,
    description: 'The API key.',
    example: 'pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD',
  })
  token: string;

  @ApiPropertyOptional({ type: String, description: 'Ignored.', example: 'access_token' })
  token_type_hint?: string;
}

/** RFC 7662, section 2.2; everything but `active` only for a live key. */
export class IntrospectionDto {
  @ApiProperty({ type: Boolean, example: true })
  active: boolean;

  @ApiPropertyOptional({
    type: String,
    description: 'Space-separated.',
    example: 'recordings:read templates:read',
  })
  scope?: string;

  @ApiPropertyOptional({ type: String, description: 'The key’s id.', ...keyId })
  client_id?: string;

  @ApiPropertyOptional({ type: String, description: 'The key’s id.', ...keyId })
  sub?: string;

  @ApiPropertyOptional({
    type: String,
    description: 'The organization that the key reaches.',
    ...organizationId,
  })
  org_id?: string;

  @ApiPropertyOptional({ type: String, example: 'pocket' })
  iss?: string;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'Creation, in seconds since 1970.',
    example: 1_775_808_000,
  })
  iat?: number;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'Expiry, in seconds since 1970; absent: never.',
    example: 1_815_645_600,
  })
  exp?: number;

  @ApiPropertyOptional({ type: String, enum: ['Bearer'], example: 'Bearer' })
  token_type?: string;
}
