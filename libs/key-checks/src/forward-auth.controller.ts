import { Get, HttpCode, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AcrossOrganizations,
  ApiKeyVerifier,
  CurrentPrincipal,
  declareAccess,
  RequireScopes,
  ScopeRegistry,
  type Program,
} from '@pocket/access';
import { insufficientScope, ProblemException } from '@pocket/problem-details';
import { HasForm, QueryParameters, RestController } from '@pocket/rest';
import { idSchema } from '@pocket/validation';
import { scopesSchema } from './introspection.dto.js';
import { keyIdSchema } from '@pocket/api-key-verification';
import { AuthorizeQuery, CurrentApiKeyDto } from './forward-auth.dto.js';

const header = ({ description, ...schema }: { description: string; type: string }) => ({
  description,
  required: true,
  schema,
});

/** For programs and for gateways: what the key of this request is, and whether the request may pass. */
@ApiTags('Key checks')
@RestController('api/v1/api-keys')
export class ForwardAuthController {
  constructor(
    private readonly verifier: ApiKeyVerifier,
    private readonly scopes: ScopeRegistry,
  ) {}

  @Get('self')
  @RequireScopes()
  @AcrossOrganizations()
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
  @AcrossOrganizations()
  // Only what is let through is a use.
  @declareAccess({ programs: { scopes: [], handlerRecordsUse: true } })
  // A gateway passes on what its own client accepts, and there is no body to accept.
  @HasForm({ answersAnyAccept: true })
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
    @QueryParameters(AuthorizeQuery) { scope, organization }: AuthorizeQuery,
    @Res({ passthrough: true }) response: { header(name: string, value: string): unknown },
  ): void {
    const { keyId, organizationId, scopes } = program;
    this.requireRegistered(scope);
    if (organization !== undefined && organization !== organizationId)
      throw insufficientScope([], 'This API key belongs to another organization.');
    if (!scope.every((name) => scopes.includes(name)))
      throw insufficientScope(scope, 'This API key lacks a scope that the gateway asks for.');
    this.verifier.recordUse(program);
    response.header('X-Auth-Organization-Id', organizationId);
    response.header('X-Auth-Key-Id', keyId);
    response.header('X-Auth-Scopes', scopes.join(' '));
  }

  /** A misspelt scope would otherwise be a 403 for everyone, without a hint. */
  private requireRegistered(scopes: readonly string[]): void {
    if (scopes.every((scope) => this.scopes.has(scope))) return;
    const detail =
      'names a scope that does not exist: correct it in the gateway, or add it to API_KEY_SCOPES';
    const errors = [{ pointer: '/scope', code: 'unknown_scope', detail }];
    throw new ProblemException('validation_failed', { errors });
  }
}
