import { Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Clock, MinimumRole, RequireScopes } from '@pocket/access';
import { ApiOrganizationParam } from '@pocket/organizations';
import { DeletedDto, JsonBody, QueryParameters, RestController } from '@pocket/rest';
import { idPattern } from '@pocket/validation';
import { DataSource } from 'typeorm';
import { monotonicFactory } from 'ulid';
import { OrganizationStore } from './organization-store.js';
import { Template } from './template.entity.js';
import {
  ChangeTemplateDto,
  CreateTemplateDto,
  templateId,
  TemplateDto,
  TemplatePageDto,
  TemplatePageQuery,
} from './templates.dto.js';

const { description, ...schema } = templateId;
const idParam = { name: 'id', description, schema };

@ApiTags('Templates')
@ApiOrganizationParam()
@RestController('api/v1/organization/:orgId/templates')
export class TemplatesController {
  private readonly templates: OrganizationStore<Template>;
  private readonly nextId = monotonicFactory();

  constructor(
    dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    this.templates = new OrganizationStore(dataSource, Template, idPattern('tpl'));
  }

  @Get()
  @MinimumRole('viewer')
  @RequireScopes('templates:read')
  @ApiOperation({
    operationId: 'listTemplates',
    summary: 'List templates',
    description: 'A page of the organization’s templates, newest first.',
  })
  @ApiOkResponse({ type: TemplatePageDto, description: 'The page, newest first.' })
  async list(
    @Param('orgId') orgId: string,
    @QueryParameters(TemplatePageQuery) page: TemplatePageQuery,
  ): Promise<TemplatePageDto> {
    const { rows, next } = await this.templates.listOf(orgId).page(page);
    return { templates: rows.map((row) => TemplateDto.of(row)), next_cursor: next };
  }

  @Get(':id')
  @MinimumRole('viewer')
  @RequireScopes('templates:read')
  @ApiOperation({
    operationId: 'getTemplate',
    summary: 'Get a template',
    description: 'Returns a single template.',
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: TemplateDto, description: 'The template.' })
  async get(@Param('orgId') orgId: string, @Param('id') id: string): Promise<TemplateDto> {
    return TemplateDto.of(await this.templates.get(orgId, id));
  }

  @Post()
  @MinimumRole('admin')
  @RequireScopes('templates:write')
  @ApiOperation({
    operationId: 'createTemplate',
    summary: 'Create a template',
    description: 'It is listed at once.',
  })
  @ApiCreatedResponse({ type: TemplateDto, description: 'The new template.' })
  async create(
    @Param('orgId') orgId: string,
    @JsonBody(CreateTemplateDto) body: CreateTemplateDto,
  ): Promise<TemplateDto> {
    const { name, description = '', sections = [] } = body;
    const now = this.clock.now();
    const id = `tpl_${this.nextId(now.getTime())}`;
    const times = { createdAt: now, updatedAt: now };
    const template = { id, organizationId: orgId, name, description, sections, ...times };
    await this.templates.add(template);
    return TemplateDto.of(template);
  }

  @Patch(':id')
  @MinimumRole('admin')
  @RequireScopes('templates:write')
  @ApiOperation({
    operationId: 'changeTemplate',
    summary: 'Change a template',
    description: 'What is left out stays as it is.',
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: TemplateDto, description: 'The template as it is now.' })
  async change(
    @Param('orgId') orgId: string,
    @Param('id') id: string,
    @JsonBody(ChangeTemplateDto) { name, description, sections }: ChangeTemplateDto,
  ): Promise<TemplateDto> {
    const given = { name, description, sections };
    const isChange = Object.values(given).some((value) => value !== undefined);
    const change = { ...given, updatedAt: isChange ? this.clock.now() : undefined };
    return TemplateDto.of(await this.templates.change(orgId, id, change));
  }

  @Delete(':id')
  @MinimumRole('admin')
  @RequireScopes('templates:write')
  @ApiOperation({
    operationId: 'deleteTemplate',
    summary: 'Delete a template',
    description: 'For good; again, it answers 404.',
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: DeletedDto, description: 'The template is deleted.' })
  async delete(@Param('orgId') orgId: string, @Param('id') id: string): Promise<DeletedDto> {
    await this.templates.delete(orgId, id);
    return { success: true };
  }
}
