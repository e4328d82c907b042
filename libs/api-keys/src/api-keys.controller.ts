import { Body, Controller, Delete, Get, Header, Param, Post, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiExtension,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentPrincipal, MinimumRole, type Person } from '@pocket/access';
import { ApiOrganizationParam } from '@pocket/organizations';
import { idSchema } from '@pocket/validation';
import { ApiKeyDto, ApiKeyListDto, CreateApiKeyDto, CreatedApiKeyDto, DeletedDto } from './api-key.dto.js';
import { ApiKeysService } from './api-keys.service.js';

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
@Controller('api/v1/organization/:orgId/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Get()
  @MinimumRole('viewer')
  @ApiOperation({
    operationId: 'listApiKeys',
    summary: 'List API keys',
    description:
      'Returns all API keys of the organization, expired ones included. Secrets are never among them.',
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
    description: 'Returns details of a single API key, without its secret.',
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
      '> **The full key is shown once.** It is in the response to this request and nowhere else: copy `key` at once ' +
      'and store it securely. Whoever loses it deletes the key and creates another.\n\n' +
      'The key works at once, in this organization only.',
  })
  @ApiBody({ type: CreateApiKeyDto, examples: createExamples })
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
          maxLength: 200,
          example: `/api/v1/organization/${idSchema('org').example}/api-keys/${idSchema('key').example}`,
        },
      },
    },
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
