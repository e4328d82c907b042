import { Body, Controller, Delete, Get, Header, Param, Post, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiExtension,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentPrincipal, MinimumRole, type Person } from '@pocket/access';
import { ApiOrganizationParam } from '@pocket/organizations';
import { ApiKeyDto, ApiKeyListDto, CreateApiKeyDto, CreatedApiKeyDto, DeletedDto } from './api-key.dto.js';
import { ApiKeysService } from './api-keys.service.js';

const keyIdParam = {
  name: 'keyId',
  description: 'The API key identifier.',
  schema: { type: 'string', pattern: '^key_[0-9A-Za-z]{20,36}$', example: 'key_01K6QW41B9F3Z7N5T8D2M6C0RX' },
} as const;

@ApiTags('API keys')
@ApiOrganizationParam()
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
  @ApiCreatedResponse({
    type: CreatedApiKeyDto,
    description: 'The new key, with its secret.',
    headers: { Location: { description: 'The address of the new key.', schema: { type: 'string' } } },
  })
  @ApiExtension('x-problems', ['key_limit_reached'])
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
