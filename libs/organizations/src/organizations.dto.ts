import { ApiParam, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { roles, type Role } from '@pocket/access';
import { IsOmittable, IsText } from '@pocket/validation';
import { IsEmail, IsIn, MaxLength } from 'class-validator';
import { Membership, membershipStatuses, type MembershipStatus } from './membership.entity.js';
import type { Organization } from './organization.entity.js';

const organizationId = {
  description: 'The organization’s id; compared case-sensitively.',
  pattern: '^org_[0-9A-Za-z]{20,36}$',
  example: 'org_01K6QW3ZJ5Y8T9V2X4B7N0M1RA',
};
const userId = {
  description: 'The person’s id: the `sub` of their token.',
  minLength: 1,
  maxLength: 128,
  example: 'auth0|64f1c2',
};
const role = { enum: roles, description: 'Each role includes the ones before it.', example: 'member' };
const memberEmail = { format: 'email', maxLength: 254, example: 'ada@example.com' };
const memberName = { minLength: 1, maxLength: 100, example: 'Ada Lovelace' };
const time = { format: 'date-time', example: '2026-01-15T10:00:00.000Z' };

/** Describes `:orgId` in the OpenAPI document, of one route or of a whole controller. */
export function ApiOrganizationParam(): MethodDecorator & ClassDecorator {
  const { description, pattern, example } = organizationId;
  return ApiParam({ name: 'orgId', description, schema: { type: 'string', pattern, example } });
}

export class CreateOrganizationDto {
  @ApiProperty({
    type: String,
    description: 'A human-readable name; white space around it is cut off.',
    minLength: 1,
    maxLength: 100,
    example: 'Acme',
  })
  @IsText({ max: 100 })
  name: string;
}

export class OrganizationDto {
  @ApiProperty({ type: String, ...organizationId })
  id: string;

  @ApiProperty({ type: String, maxLength: 100, example: 'Acme' })
  name: string;

  @ApiProperty({ ...role, description: 'Your role in it.', example: 'owner' })
  role: Role;

  @ApiProperty({ type: String, ...time })
  created_at: string;

  static of(organization: Organization, role: Role): OrganizationDto {
    const { id, name, createdAt } = organization;
    return { id, name, role, created_at: createdAt.toISOString() };
  }
}

export class OrganizationListDto {
  @ApiProperty({
    type: [OrganizationDto],
    description: 'The organizations in which you are an active member.',
  })
  organizations: OrganizationDto[];
}

export class AddMemberDto {
  @ApiProperty({ type: String, ...userId })
  @IsText({ max: 128 })
  user_id: string;

  @ApiPropertyOptional({ ...role, default: 'member' })
  @IsIn(roles, { message: `must be one of ${roles.join(', ')}` })
  @IsOmittable()
  role?: Role;

  @ApiPropertyOptional({ type: String, description: 'For display.', ...memberEmail })
  @IsEmail({}, { message: 'must be an e-mail address of at most 254 characters' })
  @MaxLength(254, { message: 'must be an e-mail address of at most 254 characters' })
  @IsOmittable()
  email?: string;

  @ApiPropertyOptional({ type: String, description: 'For display.', ...memberName })
  @IsText({ max: 100 })
  @IsOmittable()
  name?: string;
}

export class ChangeMemberDto {
  @ApiPropertyOptional({ ...role })
  @IsIn(roles, { message: `must be one of ${roles.join(', ')}` })
  @IsOmittable()
  role?: Role;

  @ApiPropertyOptional({
    enum: membershipStatuses,
    description: 'Only `active` has access.',
    example: 'active',
  })
  @IsIn(membershipStatuses, { message: `must be one of ${membershipStatuses.join(', ')}` })
  @IsOmittable()
  status?: MembershipStatus;
}

export class MemberDto {
  @ApiProperty({ type: String, ...userId })
  user_id: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'As the admin or the person’s token gave it.',
    maxLength: 320,
    example: memberEmail.example,
  })
  email: string | null;

  @ApiProperty({ type: String, nullable: true, maxLength: 200, example: memberName.example })
  name: string | null;

  @ApiProperty({ ...role })
  role: Role;

  @ApiProperty({ enum: membershipStatuses, description: 'Only `active` has access.', example: 'active' })
  status: MembershipStatus;

  @ApiProperty({ type: String, description: 'When role or status last changed.', ...time })
  updated_at: string;

  static of({ userId, email, name, role, status, updatedAt }: Membership): MemberDto {
    return { user_id: userId, email, name, role, status, updated_at: updatedAt.toISOString() };
  }
}

export class MemberListDto {
  @ApiProperty({ type: [MemberDto] })
  members: MemberDto[];
}
