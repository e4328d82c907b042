import { ApiParam, ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { roles, type Role } from '@pocket/access';
import { IsOmittable, nextCursorSchema, pageQueryOf, TextField, TextProperty } from '@pocket/rest';
import { idSchema, textSchema, timeSchema } from '@pocket/validation';
import { IsEmail, IsIn } from 'class-validator';
import { maximumMembers, memberEmail, memberName, organizationName, userId } from './fields.js';
import { membershipStatuses, type MembershipStatus } from './membership.entity.js';
import type { ShownMember } from './memberships.repository.js';
import { usualPage, type OwnOrganization } from './organizations.service.js';

/** A person may be a member of any number of organizations of others; readers of the document want a bound. */
const manyAtMost = 1_000_000;

/** Which part of a list of organizations or of members; with none of it the list is answered whole. */
export class OrganizationPageQuery extends pageQueryOf({
  maximum: 1_000,
  usual: usualPage,
  wholeByDefault: true,
}) {}

const nextCursor = {
  ...nextCursorSchema(),
  description:
    'Of a page: send it as `cursor` for the next one; null on the last. Not there in a whole list.',
};

const organizationId = {
  description: 'The organization’s id; compared case-sensitively.',
  ...idSchema('org'),
};
const role = {
  enum: [...roles],
  enumName: 'Role',
  description: 'Each role includes the ones before it.',
};
const status = {
  type: 'string',
  enum: [...membershipStatuses],
  description: 'Only `active` has access.',
  example: 'active',
} as const;

/** Describes `:orgId` in the OpenAPI document, of one route or of a whole controller. */
export function ApiOrganizationParam(): MethodDecorator & ClassDecorator {
  const { description, ...schema } = organizationId;
  return ApiParam({ name: 'orgId', description, schema });
}

/** Describes `:userId`. */
export function ApiUserParam(): MethodDecorator {
  const { description, example, ...rule } = userId;
  return ApiParam({ name: 'userId', description, schema: { ...textSchema(rule), example } });
}

@ApiSchema({ name: 'CreateOrganization' })
export class CreateOrganizationDto {
  @TextField(organizationName, { description: 'A human-readable name; white space around it is cut off.' })
  name: string;
}

@ApiSchema({ name: 'Organization' })
export class OrganizationDto {
  @ApiProperty(organizationId)
  id: string;

  @TextProperty(organizationName)
  name: string;

  @ApiProperty({ ...role, description: 'Your role in it.', example: 'owner' })
  role: Role;

  @ApiProperty({ ...timeSchema, description: 'When it was created.' })
  created_at: string;

  static of({ organization, role }: OwnOrganization): OrganizationDto {
    const { id, name, createdAt } = organization;
    return { id, name, role, created_at: createdAt.toISOString() };
  }
}

@ApiSchema({ name: 'OrganizationList' })
export class OrganizationListDto {
  @ApiProperty({
    type: [OrganizationDto],
    description: 'The organizations in which you are an active member, oldest first.',
    maxItems: manyAtMost,
  })
  organizations: OrganizationDto[];

  @ApiPropertyOptional(nextCursor)
  next_cursor?: string | null;
}

@ApiSchema({ name: 'AddMember' })
export class AddMemberDto {
  @TextField(userId)
  user_id: string;

  @ApiPropertyOptional({ ...role, default: 'member', example: 'member' })
  @IsIn(roles, { message: `must be one of ${roles.join(', ')}` })
  @IsOmittable()
  role?: Role;

  // A quoted local part may hold control characters, which the text rule refuses.
  @IsEmail({}, { message: 'must be an e-mail address of at most 254 characters' })
  @TextField({ ...memberEmail, max: 254 }, { description: 'For display.', format: 'email', required: false })
  email?: string;

  @TextField({ ...memberName, max: 100 }, { required: false })
  name?: string;
}

@ApiSchema({ name: 'ChangeMember' })
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

@ApiSchema({ name: 'Member' })
export class MemberDto {
  @TextProperty(userId)
  user_id: string;

  @TextProperty(memberEmail, { nullable: true })
  email: string | null;

  @TextProperty(memberName, { nullable: true })
  name: string | null;

  @ApiProperty({ ...role, example: 'member' })
  role: Role;

  @ApiProperty(status)
  status: MembershipStatus;

  @ApiProperty({ ...timeSchema, description: 'When role or status last changed.' })
  updated_at: string;

  static of({ userId, email, name, role, status, updatedAt }: ShownMember): MemberDto {
    return { user_id: userId, email, name, role, status, updated_at: updatedAt.toISOString() };
  }
}

@ApiSchema({ name: 'MemberList' })
export class MemberListDto {
  @ApiProperty({
    type: [MemberDto],
    description: 'Members, whatever their status, oldest first.',
    maxItems: maximumMembers,
  })
  members: MemberDto[];

  @ApiPropertyOptional(nextCursor)
  next_cursor?: string | null;
}
