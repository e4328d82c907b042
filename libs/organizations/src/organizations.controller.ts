import { Get, Param, Patch, Post, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AnyPerson,
  CurrentActor,
  CurrentPrincipal,
  MinimumRole,
  type Actor,
  type Person,
} from '@pocket/access';
import {
  asksForPage,
  HasForm,
  JsonBody,
  MayAnswer,
  QueryParameters,
  RestController,
  wholeList,
} from '@pocket/rest';
import { OrganizationCreator } from './organization-creators.js';
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
  OrganizationPageQuery,
} from './organizations.dto.js';
import { OrganizationsService } from './organizations.service.js';

@ApiTags('Organizations')
@RestController('api/v1/organization')
export class OrganizationsController {
  constructor(private readonly organizations: OrganizationsService) {}

  @Post()
  @OrganizationCreator()
  @ApiOperation({
    operationId: 'createOrganization',
    summary: 'Create an organization',
    description:
      'Whoever creates it is its first owner. Names need not be unique. The operator may name the persons who may create ' +
      'organizations.',
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
    description:
      'Those in which you are an active member, each with your role in it. Without query parameters all of them, else a page.',
  })
  @ApiOkResponse({ type: OrganizationListDto, description: 'Your organizations, oldest first.' })
  async list(
    @CurrentPrincipal() person: Person,
    @QueryParameters(OrganizationPageQuery) query: OrganizationPageQuery,
  ): Promise<OrganizationListDto | StreamableFile> {
    const organizations = this.organizations.listOf(person);
    if (!asksForPage(query))
      return wholeList('organizations', organizations, (one) => OrganizationDto.of(one));
    const { rows, next } = await organizations.page(query);
    return { organizations: rows.map((one) => OrganizationDto.of(one)), next_cursor: next };
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
    description: 'Pending and removed members too. Without query parameters all of them, else a page.',
  })
  @ApiOrganizationParam()
  @ApiOkResponse({ type: MemberListDto, description: 'Members, whatever their status, oldest first.' })
  async members(
    @Param('orgId') orgId: string,
    @QueryParameters(OrganizationPageQuery) query: OrganizationPageQuery,
  ): Promise<MemberListDto | StreamableFile> {
    const members = this.organizations.members(orgId);
    if (!asksForPage(query)) return wholeList('members', members, (one) => MemberDto.of(one));
    const { rows, next } = await members.page(query);
    return { members: rows.map((one) => MemberDto.of(one)), next_cursor: next };
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
  @HasForm({ revokes: true })
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
