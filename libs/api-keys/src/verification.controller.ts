import {
  applyDecorators,
  Body,
  Controller,
  Get,
  HttpCode,
  Post,
  Query,
  Res,
  SetMetadata,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtension,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  accessMetadata,
  ApiKeyVerifier,
  CurrentPrincipal,
  insufficientScope,
  RequireScopes,
  type Program,
} from '@pocket/access';
import { ProblemException } from '@pocket/problem-details';
import { idSchema } from '@pocket/validation';
import { activeKey, type ActiveKey } from './active-key.js';
import { ServiceCredential } from './service-credential.guard.js';
import { keyIdSchema } from './api-key.dto.js';
import {
  AuthorizeQuery,
  IntrospectionDto,
  IntrospectionRequestDto,
  scopesSchema,
  CurrentApiKeyDto,
} from './verification.dto.js';

/** What `libs/service` reads of a route beside its rule, and of its operation; the key is the one of Nest's `@RouteConfig` for Fastify. */
const RouteForm = (form: { consumes?: string; answersAnyAccept?: boolean; forServices?: boolean }) =>
  applyDecorators(SetMetadata('__fastify_route_config__', form), ApiExtension('x-route-form', form));

const header = ({ description, ...schema }: { description: string; type: string }) => ({
  description,
  required: true,
  schema,
});

@ApiTags('Key checks')
@Controller('api/v1/api-keys')
export class VerificationController {
  constructor(private readonly verifier: ApiKeyVerifier) {}

  @Get('self')
  @RequireScopes()
  @ApiOperation({
    operationId: 'getSelf',
    summary: 'Who am I: the API key that you sent',
    description: 'A good first call with a new key.',
  })
  @ApiOkResponse({ type: CurrentApiKeyDto, description: 'The key, without its secret.' })
  self(@CurrentPrincipal() program: Program): CurrentApiKeyDto {
    return CurrentApiKeyDto.of(program);
  }

  @Get('authorize')
  @HttpCode(204)
  @RequireScopes()
  // Only what is let through is a use.
  @SetMetadata(accessMetadata.countedByHandler, true)
  // A gateway passes on what its own client accepts, and there is no body to accept.
  @RouteForm({ answersAnyAccept: true })
  @ApiOperation({
    operationId: 'authorizeRequest',
    summary: 'For gateways: may this request pass',
    description:
      'Forward authentication: nginx `auth_request`, Traefik ForwardAuth, Caddy `forward_auth`. ' +
      'The gateway passes the client’s `Authorization` header on and copies the `X-Auth-…` headers into the request.',
  })
  @ApiNoContentResponse({
    description: 'It may.',
    headers: {
      'X-Auth-Organization-Id': header({ ...idSchema('org'), description: 'The key’s organization.' }),
      'X-Auth-Key-Id': header(keyIdSchema),
      'X-Auth-Scopes': header({ ...scopesSchema, description: 'The key’s scopes, space-separated.' }),
    },
  })
  authorize(
    @CurrentPrincipal() program: Program,
    @Query() { scope, organization }: AuthorizeQuery,
    @Res({ passthrough: true }) response: { header(name: string, value: string): unknown },
  ): void {
    const { keyId, organizationId, scopes } = program;
    if (organization !== undefined && organization !== organizationId)
      throw insufficientScope([], 'This API key belongs to another organization.');
    if (!scope.every((name) => scopes.includes(name)))
      throw insufficientScope(scope, 'This API key lacks a scope that the gateway asks for.');
    this.verifier.recordUse(program);
    response.header('X-Auth-Organization-Id', organizationId);
    response.header('X-Auth-Key-Id', keyId);
    response.header('X-Auth-Scopes', scopes.join(' '));
  }

  @Post('introspect')
  @HttpCode(200)
  @ServiceCredential()
  @RouteForm({ consumes: 'application/x-www-form-urlencoded', forServices: true })
  @ApiOperation({
    operationId: 'introspectApiKey',
    summary: 'For services: what is this API key (RFC 7662)',
    description:
      'Anything but a live key is exactly `{"active":false}`. A live answer counts as a use of the key.',
  })
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({ type: IntrospectionRequestDto })
  @ApiOkResponse({ type: IntrospectionDto, description: 'What the key is, now.' })
  async introspect(@Body() body: object): Promise<ActiveKey | { active: false }> {
    const { token } = body as { token?: unknown };
    if (typeof token !== 'string' || token === '') {
      const errors = [{ pointer: '/token', code: 'is_string', detail: 'must be there, once' }];
      throw new ProblemException('validation_failed', { errors });
    }
    if (!this.verifier.recognizes(token)) return { active: false };
    try {
      const program = await this.verifier.verify(token);
      this.verifier.recordUse(program);
      return activeKey(program);
    } catch (error) {
      if (error instanceof ProblemException && error.code === 'invalid_token') return { active: false };
      throw error;
    }
  }
}
