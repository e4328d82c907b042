import { Delete, Get, Header, Param, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor, MinimumRole, type Actor } from '@pocket/access';
import { ApiOrganizationParam } from '@pocket/organizations';
import { PublicUrl } from '@pocket/problem-details';
import {
  asksForPage,
  DeletedDto,
  HasForm,
  JsonBody,
  MayAnswer,
  QueryParameters,
  RestController,
  wholeList,
} from '@pocket/rest';
import { routePath } from '@pocket/routes';
import { idSchema } from '@pocket/validation';
import { ApiKeyDto, ApiKeyListDto, CreateApiKeyDto, CreatedApiKeyDto } from './api-key.dto.js';
import { ApiKeysService } from './api-keys.service.js';
import { ListApiKeysQuery } from './list-api-keys.dto.js';

const keyIdParam = { name: 'keyId', description: 'The API key identifier.', schema: idSchema('key') };

/** What Swagger UI offers to send, the first one first. */
const createExamples = {
  twoScopes: {
    summary: 'Two scopes, no expiry',
    value: { name: 'CI Pipeline', scopes: ['recordings:read', 'templates:read'] },
  },
  expiring: {
    summary: 'Until a moment',
    value: { name: 'CI Pipeline', scopes: ['recordings:read'], expires_at: '2035-01-15T10:00:00.000Z' },
  },
  everything: { summary: 'All scopes', value: { name: 'Nightly export' } },
};

@ApiTags('API keys')
@ApiOrganizationParam()
@RestController('api/v1/organization/:orgId/api-keys')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly publicUrl: PublicUrl,
  ) {}

  @Get()
  @MinimumRole('viewer')
  @ApiOperation({
    operationId: 'listApiKeys',
    summary: 'List API keys',
    description:
      'Without query parameters: all API keys of the organization, expired ones included. With any of them: a page of those ' +
      'that fulfil them all. Secrets are never among them.',
  })
  @ApiOkResponse({ type: ApiKeyListDto, description: 'All keys or the page, newest first.' })
  async list(
    @Param('orgId') orgId: string,
    @QueryParameters(ListApiKeysQuery) query: ListApiKeysQuery,
  ): Promise<ApiKeyListDto | StreamableFile> {
    const keys = this.keys.listOf(orgId, ListApiKeysQuery.toFilters(query));
    if (!asksForPage(query)) return wholeList('keys', keys, (key) => ApiKeyDto.of(key));
    const { rows, next } = await keys.page(query);
    return { keys: rows.map((key) => ApiKeyDto.of(key)), next_cursor: next };
  }

  @Get(':keyId')
  @MinimumRole('viewer')
  @ApiOperation({
    operationId: 'getApiKey',
    summary: 'Get an API key',
    description: 'Returns details of a single API key, without its secret.',
  })
  @ApiParam(keyIdParam)
  @ApiOkResponse({ type: ApiKeyDto, description: 'The key, without its secret.' })
  async get(@Param('orgId') orgId: string, @Param('keyId') keyId: string): Promise<ApiKeyDto> {
    return ApiKeyDto.of(await this.keys.get(orgId, keyId));
  }

  @Post()
  @MinimumRole('admin')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'createApiKey',
    summary: 'Create an API key',
    description:
      '> **The full key is shown once.** It is in the response to this request and nowhere else: copy `key` at once ' +
      'and store it securely. Whoever loses it deletes the key and creates another.\n\n' +
      'The key works at once, in this organization only.',
  })
  @ApiCreatedResponse({
    type: CreatedApiKeyDto,
    description: 'The new key. **Copy `key` now: it is shown only this once.**',
    headers: {
      Location: {
        description: 'The address of the new key.',
        required: true,
        schema: {
          type: 'string',
          format: 'uri-reference',
          maxLength: 500,
          example: `/api/v1/organization/${idSchema('org').example}/api-keys/${idSchema('key').example}`,
        },
      },
    },
  })
  @MayAnswer('key_limit_reached')
  async create(
    @CurrentActor() actor: Actor,
    @Param('orgId') orgId: string,
    @JsonBody(CreateApiKeyDto, { examples: createExamples }) body: CreateApiKeyDto,
    @Req() request: Parameters<typeof routePath>[0],
    @Res({ passthrough: true }) response: { header(name: string, value: string): unknown },
  ): Promise<CreatedApiKeyDto> {
    const created = await this.keys.create(actor, orgId, CreateApiKeyDto.toCommand(body));
    response.header('Location', this.publicUrl.of(`${routePath(request)}/${created.key.id}`));
    return CreatedApiKeyDto.of(created);
  }

  @Delete(':keyId')
  @MinimumRole('admin')
  @HasForm({ revokes: true })
  @ApiOperation({
    operationId: 'deleteApiKey',
    summary: 'Delete an API key',
    description: 'Permanently revokes the key. Any request that starts after this has answered is refused.',
  })
  @ApiParam(keyIdParam)
  @ApiOkResponse({ type: DeletedDto, description: 'The key is deleted.' })
  async delete(
    @CurrentActor() actor: Actor,
    @Param('orgId') orgId: string,
    @Param('keyId') keyId: string,
  ): Promise<DeletedDto> {
    await this.keys.delete(actor, orgId, keyId);
    return { success: true };
  }
}
