import { Get, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiKeyVerifier, Public } from '@pocket/access';
import type { IntrospectionResponse } from '@pocket/api-key-verification';
import { notFound, ProblemException, PublicUrl, unavailable } from '@pocket/problem-details';
import { FormBody, HasForm, RestController } from '@pocket/rest';
import { MountedRoutes } from '@pocket/routes';
import { IntrospectionDto, IntrospectionRequestDto } from './introspection.dto.js';
import { defaultIssuer, introspectionResponse } from './introspection-response.js';
import { ServiceCredential } from './service-credential.guard.js';

const path = 'api/v1/api-keys/introspect';

/** For services in any language: what a key is (RFC 7662), and where to ask (RFC 8414). */
@ApiTags('Key checks')
@RestController('')
export class IntrospectionController {
  constructor(
    private readonly verifier: ApiKeyVerifier,
    private readonly publicUrl: PublicUrl,
    private readonly routes: MountedRoutes,
  ) {}

  @Post(path)
  @HttpCode(200)
  @ServiceCredential()
  @HasForm({ consumes: 'application/x-www-form-urlencoded', forServices: true })
  @ApiOperation({
    operationId: 'introspectApiKey',
    summary: 'For services: what is this API key (RFC 7662)',
    description:
      'Anything but a live key is exactly `{"active":false}`. A live answer counts as a use of the key.',
  })
  @ApiOkResponse({ type: IntrospectionDto, description: 'What the key is, now.' })
  async introspect(
    @FormBody(IntrospectionRequestDto) form: { token?: unknown; with_position?: unknown },
  ): Promise<IntrospectionResponse | { active: false }> {
    const { token } = form;
    if (typeof token !== 'string' || token === '') {
      const errors = [{ pointer: '/token', code: 'is_string', detail: 'must be given exactly once' }];
      throw new ProblemException('validation_failed', { errors });
    }
    if (!this.verifier.recognizes(token)) return { active: false };
    const verification = await this.verifier.verify(token);
    switch (verification.status) {
      case 'live':
        this.verifier.recordUse(verification.program);
        return {
          ...introspectionResponse(verification.program, this.publicUrl.base || defaultIssuer),
          // For verifiers that remember answers (RemoteVerifiersController), and nobody else.
          ...(form.with_position === 'true' && { position: verification.position }),
        };
      case 'malformed':
      case 'unknown':
      case 'expired':
        return { active: false };
      case 'unavailable':
        throw unavailable(verification.cause, verification);
    }
  }

  @Get('.well-known/oauth-authorization-server')
  @Public()
  @ApiExcludeEndpoint()
  metadata() {
    if (!this.publicUrl.base) throw notFound();
    const { introspect } = IntrospectionController.prototype;
    const mounted = this.routes.all().find(({ handler }) => handler === introspect);
    return {
      issuer: this.publicUrl.base,
      introspection_endpoint: this.publicUrl.of(mounted?.path ?? `/${path}`),
      introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      response_types_supported: [],
    };
  }
}
