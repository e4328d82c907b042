import { Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Clock, MinimumRole, RequireScopes } from '@pocket/access';
import { ApiOrganizationParam } from '@pocket/organizations';
import { DeletedDto, JsonBody, QueryParameters, RestController } from '@pocket/rest';
import { idPattern } from '@pocket/validation';
import { DataSource } from 'typeorm';
import { monotonicFactory } from 'ulid';
import { OrganizationStore } from './organization-store.js';
import { Recording } from './recording.entity.js';
import {
  ChangeRecordingDto,
  CreateRecordingDto,
  recordingId,
  RecordingDto,
  RecordingPageDto,
  RecordingPageQuery,
} from './recordings.dto.js';

const { description, ...schema } = recordingId;
const idParam = { name: 'id', description, schema };

@ApiTags('Recordings')
@ApiOrganizationParam()
@RestController('api/v1/organization/:orgId/recordings')
export class RecordingsController {
  private readonly recordings: OrganizationStore<Recording>;
  private readonly nextId = monotonicFactory();

  constructor(
    dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    this.recordings = new OrganizationStore(dataSource, Recording, idPattern('rec'));
  }

  @Get()
  @MinimumRole('viewer')
  @RequireScopes('recordings:read')
  @ApiOperation({
    operationId: 'listRecordings',
    summary: 'List recordings',
    description: 'A page of the organization’s recordings, newest first.',
  })
  @ApiOkResponse({ type: RecordingPageDto, description: 'The page, newest first.' })
  async list(
    @Param('orgId') orgId: string,
    @QueryParameters(RecordingPageQuery) page: RecordingPageQuery,
  ): Promise<RecordingPageDto> {
    const { rows, next } = await this.recordings.listOf(orgId).page(page);
    return { recordings: rows.map((row) => RecordingDto.of(row)), next_cursor: next };
  }

  @Get(':id')
  @MinimumRole('viewer')
  @RequireScopes('recordings:read')
  @ApiOperation({
    operationId: 'getRecording',
    summary: 'Get a recording',
    description: 'Returns a single recording.',
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: RecordingDto, description: 'The recording.' })
  async get(@Param('orgId') orgId: string, @Param('id') id: string): Promise<RecordingDto> {
    return RecordingDto.of(await this.recordings.get(orgId, id));
  }

  @Post()
  @MinimumRole('admin')
  @RequireScopes('recordings:write')
  @ApiOperation({
    operationId: 'createRecording',
    summary: 'Create a recording',
    description: 'It is listed at once.',
  })
  @ApiCreatedResponse({ type: RecordingDto, description: 'The new recording.' })
  async create(
    @Param('orgId') orgId: string,
    @JsonBody(CreateRecordingDto) body: CreateRecordingDto,
  ): Promise<RecordingDto> {
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
  @ApiOperation({
    operationId: 'changeRecording',
    summary: 'Change a recording',
    description: 'What is left out stays as it is.',
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: RecordingDto, description: 'The recording as it is now.' })
  async change(
    @Param('orgId') orgId: string,
    @Param('id') id: string,
    @JsonBody(ChangeRecordingDto) { title, duration, language }: ChangeRecordingDto,
  ): Promise<RecordingDto> {
    return RecordingDto.of(await this.recordings.change(orgId, id, { title, duration, language }));
  }

  @Delete(':id')
  @MinimumRole('admin')
  @RequireScopes('recordings:write')
  @ApiOperation({
    operationId: 'deleteRecording',
    summary: 'Delete a recording',
    description: 'For good; again, it answers 404.',
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: DeletedDto, description: 'The recording is deleted.' })
  async delete(@Param('orgId') orgId: string, @Param('id') id: string): Promise<DeletedDto> {
    await this.recordings.delete(orgId, id);
    return { success: true };
  }
}
