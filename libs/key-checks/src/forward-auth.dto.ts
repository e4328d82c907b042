import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { scopeNamePattern as scope, type Program } from '@pocket/access';
import { IsOmittable, TextProperty } from '@pocket/rest';
import { idPattern, idSchema } from '@pocket/validation';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, Matches } from 'class-validator';
import {
  createdAtSchema,
  expiresAtSchema,
  keyIdSchema,
  keyName,
  scopeListSchema,
} from '@pocket/api-key-verification';

const scopeRule = { message: 'must be a scope such as recordings:read' };

@ApiSchema({ name: 'CurrentApiKey' })
export class CurrentApiKeyDto {
  @ApiProperty(keyIdSchema)
  id: string;

  @TextProperty(keyName)
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
