import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Clock, MinimumRole, RequireScopes } from '@pocket/access';
import { ApiOrganizationParam } from '@pocket/organizations';
import { DataSource } from 'typeorm';
import { monotonicFactory } from 'ulid';
import { DeletedDto } from './deleted.dto.js';
import { OrganizationStore } from './organization-store.js';
import { PageQuery } from './page.dto.js';
import { Recording } from './recording.entity.js';
import { ChangeRecordingDto, CreateRecordingDto, RecordingDto, RecordingPageDto } from './recordings.dto.js';

const idParam = {
  name: 'id',
  description: 'The recording’s id.',
  schema: { type: 'string', pattern: '^rec_[0-9A-Za-z]{20,36}$', example: 'rec_01K6QW41B9F3Z7N5T8D2M6C0RX' },
} as const;

@ApiTags('Recordings')
@ApiOrganizationParam()
@Controller('api/v1/organization/:orgId/recordings')
export class RecordingsController {
  private readonly recordings: OrganizationStore<Recording>;
  private readonly nextId = monotonicFactory();

  constructor(
    dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    this.recordings = new OrganizationStore(dataSource, Recording, /^rec_[0-9A-Za-z]{20,36}$/);
  }

  @Get()
  @MinimumRole('viewer')
  @RequireScopes('recordings:read')
  @ApiOperation({ operationId: 'listRecordings', summary: 'List recordings' })
  @ApiOkResponse({ type: RecordingPageDto })
  async list(@Param('orgId') orgId: string, @Query() page: PageQuery): Promise<RecordingPageDto> {
    const { rows, next } = await this.recordings.page(orgId, page);
    return { recordings: rows.map((row) => RecordingDto.of(row)), next_cursor: next };
  }

  @Get(':id')
  @MinimumRole('viewer')
  @RequireScopes('recordings:read')
  @ApiOperation({ operationId: 'getRecording', summary: 'Get a recording' })
  @ApiParam(idParam)
  @ApiOkResponse({ type: RecordingDto })
  async get(@Param('orgId') orgId: string, @Param('id') id: string): Promise<RecordingDto> {
    return RecordingDto.of(await this.recordings.get(orgId, id));
  }

  @Post()
  @MinimumRole('admin')
  @RequireScopes('recordings:write')
  @ApiOperation({ operationId: 'createRecording', summary: 'Create a recording' })
  @ApiCreatedResponse({ type: RecordingDto })
  async create(@Param('orgId') orgId: string, @Body() body: CreateRecordingDto): Promise<RecordingDto> {
    const { title, duration = 0, language = 'und' } = body;
    const createdAt = this.clock.now();
    const id = `rec_${this.nextId(createdAt.getTime())}`;
    const recording = { id, organizationId: orgId, title, duration, language, createdAt };
    await this.recordings.add(recording);
    return RecordingDto.of(recording);
  }

  @Patch(':id')
  @MinimumRole('admin')
  @RequireScopes('recordings:write')
  @ApiOperation({ operationId: 'changeRecording', summary: 'Change a recording' })
  @ApiParam(idParam)
  @ApiOkResponse({ type: RecordingDto })
  async change(
    @Param('orgId') orgId: string,
    @Param('id') id: string,
    @Body() { title, duration, language }: ChangeRecordingDto,
  ): Promise<RecordingDto> {
    return RecordingDto.of(await this.recordings.change(orgId, id, { title, duration, language }));
  }

  @Delete(':id')
  @MinimumRole('admin')
  @RequireScopes('recordings:write')
  @ApiOperation({ operationId: 'deleteRecording', summary: 'Delete a recording' })
  @ApiParam(idParam)
  @ApiOkResponse({ type: DeletedDto })
  async delete(@Param('orgId') orgId: string, @Param('id') id: string): Promise<DeletedDto> {
    await this.recordings.delete(orgId, id);
    return { success: true };
  }
}
