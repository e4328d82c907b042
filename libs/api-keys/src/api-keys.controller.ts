import { Body, Controller, Delete, Get, Header, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, MinimumRole, type Person } from '@pocket/access';
import { ApiKeyDto, ApiKeyListDto, CreateApiKeyDto, CreatedApiKeyDto, DeletedDto } from './api-key.dto.js';
import { ApiKeysService } from './api-keys.service.js';

const orgIdParam = {
  name: 'orgId',
  description: 'The organization’s id.',
  example: 'org_01K6QW3ZJ5Y8T9V2X4B7N0M1RA',
  schema: { type: 'string', pattern: '^org_[0-9A-Za-z]{20,36}$' },
} as const;
const keyIdParam = {
  name: 'keyId',
  description: 'The API key identifier.',
  example: 'key_01K6QW41B9F3Z7N5T8D2M6C0RX',
  schema: { type: 'string', pattern: '^key_[0-9A-Za-z]{20,36}$' },
} as const;

@ApiTags('API keys')
@Controller('api/v1/organization/:orgId/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Get()
  @MinimumRole('viewer')
  @ApiOperation({
    operationId: 'listApiKeys',
    summary: 'List API keys',
    description: 'Returns all API keys of the organization.',
  })
  @ApiParam(orgIdParam)
  @ApiOkResponse({ type: ApiKeyListDto, description: 'All keys, newest first, expired ones included.' })
  async list(@Param('orgId') orgId: string): Promise<ApiKeyListDto> {
    return { keys: await this.keys.list(orgId) };
  }

  @Get(':keyId')
  @MinimumRole('viewer')
  @ApiOperation({
    operationId: 'getApiKey',
    summary: 'Get an API key',
    description: 'Returns details of a single API key.',
  })
  @ApiParam(orgIdParam)
  @ApiParam(keyIdParam)
  @ApiOkResponse({ type: ApiKeyDto, description: 'The key, without its secret.' })
  get(@Param('orgId') orgId: string, @Param('keyId') keyId: string): Promise<ApiKeyDto> {
    return this.keys.get(orgId, keyId);
  }

  @Post()
  @MinimumRole('admin')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'createApiKey',
    summary: 'Create an API key',
    description:
      'The full key is in this response and nowhere else: **store it securely, it is shown only once.**',
  })
  @ApiParam(orgIdParam)
  @ApiCreatedResponse({
    type: CreatedApiKeyDto,
    description: 'The new key, with its secret.',
    headers: { Location: { description: 'The address of the new key.', schema: { type: 'string' } } },
  })
  async create(
    @CurrentPrincipal() person: Person,
    @Param('orgId') orgId: string,
    @Body() body: CreateApiKeyDto,
    @Res({ passthrough: true }) response: { header(name: string, value: string): unknown },
  ): Promise<CreatedApiKeyDto> {
    const created = await this.keys.create(person, orgId, body);
    response.header('Location', `/api/v1/organization/${orgId}/api-keys/${created.id}`);
    return created;
  }

  @Delete(':keyId')
  @MinimumRole('admin')
  @ApiOperation({
    operationId: 'deleteApiKey',
    summary: 'Delete an API key',
    description: 'Permanently revokes the key. Any request that starts after this has answered is refused.',
  })
  @ApiParam(orgIdParam)
  @ApiParam(keyIdParam)
  @ApiOkResponse({ type: DeletedDto, description: 'The key is deleted.' })
  async delete(
    @CurrentPrincipal() person: Person,
    @Param('orgId') orgId: string,
    @Param('keyId') keyId: string,
  ): Promise<DeletedDto> {
    await this.keys.delete(person, orgId, keyId);
    return { success: true };
  }
}
