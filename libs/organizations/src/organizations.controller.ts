import { Get, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AnyPerson,
  CurrentActor,
  CurrentPrincipal,
  MinimumRole,
  type Actor,
  type Person,
} from '@pocket/access';
import { JsonBody, MayAnswer, RestController } from '@pocket/rest';
import {
  AddMemberDto,
  ApiOrganizationParam,
  ApiUserParam,
  ChangeMemberDto,
  CreateOrganizationDto,
  MemberDto,
  MemberListDto,
  OrganizationDto,
  OrganizationListDto,
} from './organizations.dto.js';
import { OrganizationsService } from './organizations.service.js';

@ApiTags('Organizations')
@RestController('api/v1/organization')
export class OrganizationsController {
  constructor(private readonly organizations: OrganizationsService) {}

  @Post()
  @AnyPerson()
  @ApiOperation({
    operationId: 'createOrganization',
    summary: 'Create an organization',
    description: 'Whoever creates it is its first owner. Names need not be unique.',
  })
  @ApiCreatedResponse({ type: OrganizationDto, description: 'The new organization.' })
  async create(
    @CurrentActor() actor: Actor<Person>,
    @JsonBody(CreateOrganizationDto) body: CreateOrganizationDto,
  ): Promise<OrganizationDto> {
    return OrganizationDto.of(await this.organizations.create(actor, body));
  }

  @Get()
  @AnyPerson()
  @ApiOperation({
    operationId: 'listOrganizations',
    summary: 'List your organizations',
    description: 'Those in which you are an active member, each with your role in it.',
  })
  @ApiOkResponse({ type: OrganizationListDto, description: 'Your organizations, oldest first.' })
  async list(@CurrentPrincipal() person: Person): Promise<OrganizationListDto> {
    return { organizations: (await this.organizations.list(person)).map((one) => OrganizationDto.of(one)) };
  }

  @Get(':orgId')
  @MinimumRole('viewer')
  @ApiOperation({
    operationId: 'getOrganization',
    summary: 'Get an organization',
    description: 'Returns its name and your role in it.',
  })
  @ApiOrganizationParam()
  @ApiOkResponse({ type: OrganizationDto, description: 'The organization and your role in it.' })
  async get(@CurrentPrincipal() person: Person, @Param('orgId') orgId: string): Promise<OrganizationDto> {
    return OrganizationDto.of(await this.organizations.get(person, orgId));
  }

  @Get(':orgId/members')
  @MinimumRole('viewer')
  @ApiOperation({
    operationId: 'listMembers',
    summary: 'List the members of an organization',
    description: 'Returns pending and removed members too.',
  })
  @ApiOrganizationParam()
  @ApiOkResponse({ type: MemberListDto, description: 'All members, whatever their status, oldest first.' })
  async members(@Param('orgId') orgId: string): Promise<MemberListDto> {
    return { members: (await this.organizations.members(orgId)).map((member) => MemberDto.of(member)) };
  }

  @Post(':orgId/members')
  @MinimumRole('admin')
  @ApiOperation({
    operationId: 'addMember',
    summary: 'Add a member',
    description: 'The member is active at once. Only an owner may grant the role `owner`.',
  })
  @ApiOrganizationParam()
  @ApiCreatedResponse({ type: MemberDto, description: 'The new member.' })
  @MayAnswer('conflict')
  async addMember(
    @CurrentActor() actor: Actor<Person>,
    @Param('orgId') orgId: string,
    @JsonBody(AddMemberDto) { user_id: userId, ...rest }: AddMemberDto,
  ): Promise<MemberDto> {
    return MemberDto.of(await this.organizations.addMember(actor, orgId, { userId, ...rest }));
  }

  @Patch(':orgId/members/:userId')
  @MinimumRole('admin')
  @ApiOperation({
    operationId: 'changeMember',
    summary: 'Change a member’s role or status',
    description:
      'Holds from the member’s next request on. Only an owner may grant `owner` or change an owner, ' +
      'and an organization never loses its last active owner.',
  })
  @ApiOrganizationParam()
  @ApiUserParam()
  @ApiOkResponse({ type: MemberDto, description: 'The member as it is now.' })
  @MayAnswer('last_owner')
  async changeMember(
    @CurrentActor() actor: Actor<Person>,
    @Param('orgId') orgId: string,
    @Param('userId') userId: string,
    @JsonBody(ChangeMemberDto) change: ChangeMemberDto,
  ): Promise<MemberDto> {
    return MemberDto.of(await this.organizations.changeMember(actor, orgId, userId, change));
  }
}
