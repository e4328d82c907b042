import { ApiParam, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { roles, type Role } from '@pocket/access';
import { idSchema, IsOmittable, IsText, textSchema, timeSchema } from '@pocket/validation';
import { IsEmail, IsIn } from 'class-validator';
import { Membership, membershipStatuses, type MembershipStatus } from './membership.entity.js';
import type { Organization } from './organization.entity.js';

/** Far more than one answer could carry in its 2 s; readers of the document want a bound. */
const manyAtMost = 1_000_000;

const organizationId = {
  description: 'The organization’s id; compared case-sensitively.',
  ...idSchema('org'),
};
const organizationName = { ...textSchema({ max: 100 }), example: 'Acme' };
const userId = {
  description: 'The person’s id: the `sub` of their token.',
  ...textSchema({ max: 128 }),
  example: 'auth0|64f1c2',
};
const role = {
  type: 'string',
  enum: [...roles],
  description: 'Each role includes the ones before it.',
} as const;
const status = {
  type: 'string',
  enum: [...membershipStatuses],
  description: 'Only `active` has access.',
  example: 'active',
} as const;
const emailExample = 'ada@example.com';
const memberName = { description: 'For display.', example: 'Ada Lovelace' };

/** Describes `:orgId` in the OpenAPI document, of one route or of a whole controller. */
export function ApiOrganizationParam(): MethodDecorator & ClassDecorator {
  const { description, ...schema } = organizationId;
  return ApiParam({ name: 'orgId', description, schema });
}

/** Describes `:userId`. */
export function ApiUserParam(): MethodDecorator {
  const { description, ...schema } = userId;
  return ApiParam({ name: 'userId', description, schema });
}

export class CreateOrganizationDto {
  @ApiProperty({
    description: 'A human-readable name; white space around it is cut off.',
    ...organizationName,
  })
  @IsText({ max: 100 })
  name: string;
}

export class OrganizationDto {
  @ApiProperty(organizationId)
  id: string;

  @ApiProperty({ description: 'A human-readable name.', ...organizationName })
  name: string;

  @ApiProperty({ ...role, description: 'Your role in it.', example: 'owner' })
  role: Role;

  @ApiProperty({ ...timeSchema, description: 'When it was created.' })
  created_at: string;

  static of(organization: Organization, role: Role): OrganizationDto {
    const { id, name, createdAt } = organization;
    return { id, name, role, created_at: createdAt.toISOString() };
  }
}

export class OrganizationListDto {
  @ApiProperty({
    type: [OrganizationDto],
    description: 'The organizations in which you are an active member, oldest first.',
    maxItems: manyAtMost,
  })
  organizations: OrganizationDto[];
}

export class AddMemberDto {
  @ApiProperty(userId)
  @IsText({ max: 128 })
  user_id: string;

  @ApiPropertyOptional({ ...role, default: 'member', example: 'member' })
  @IsIn(roles, { message: `must be one of ${roles.join(', ')}` })
  @IsOmittable()
  role?: Role;

  @ApiPropertyOptional({
    ...textSchema({ max: 254 }),
    description: 'For display.',
    format: 'email',
    example: emailExample,
  })
  // A quoted local part may hold control characters.
  @IsText({ max: 254 })
  @IsEmail({}, { message: 'must be an e-mail address of at most 254 characters' })
  @IsOmittable()
  email?: string;

  @ApiPropertyOptional({ ...textSchema({ max: 100 }), ...memberName })
  @IsText({ max: 100 })
  @IsOmittable()
  name?: string;
}

export class ChangeMemberDto {
  @ApiPropertyOptional({ ...role, example: 'admin' })
  @IsIn(roles, { message: `must be one of ${roles.join(', ')}` })
  @IsOmittable()
  role?: Role;

  @ApiPropertyOptional(status)
  @IsIn(membershipStatuses, { message: `must be one of ${membershipStatuses.join(', ')}` })
  @IsOmittable()
  status?: MembershipStatus;
}

export class MemberDto {
  @ApiProperty(userId)
  user_id: string;

  @ApiProperty({
    ...textSchema({ max: 320 }),
    nullable: true,
    description: 'As the admin or the person’s token gave it.',
    example: emailExample,
  })
  email: string | null;

  @ApiProperty({ ...textSchema({ max: 200 }), ...memberName, nullable: true })
  name: string | null;

  @ApiProperty({ ...role, example: 'member' })
  role: Role;

  @ApiProperty(status)
  status: MembershipStatus;

  @ApiProperty({ ...timeSchema, description: 'When role or status last changed.' })
  updated_at: string;

  static of({ userId, email, name, role, status, updatedAt }: Membership): MemberDto {
    return { user_id: userId, email, name, role, status, updated_at: updatedAt.toISOString() };
  }
}

export class MemberListDto {
  @ApiProperty({
    type: [MemberDto],
    description: 'All members, whatever their status, oldest first.',
    maxItems: manyAtMost,
  })
  members: MemberDto[];
}
