import { Logger } from '@nestjs/common';
import { ApiKeyVerifier, type ApiKeyVerification, type Program, type Unavailable } from '@pocket/access';
import { deadlines } from '@pocket/problem-details';
import type { IntrospectionResponse } from '../introspection-response.js';
import { isWellFormedApiKey } from '../token.js';
import { prefixOf, type VerificationOptions } from '../verification.options.js';

export interface RemoteVerificationOptions extends VerificationOptions {
  /** Where the api is, such as `https://keys.example.com` or, behind a prefix, `https://example.com/keys`. */
  url: string;
  /** The service's id in the api's `INTROSPECTION_CLIENTS`. */
  clientId: string;
  /** The secret whose SHA-256 stands there. */
  clientSecret: string;
}

/**
 * Verifies keys by asking the api (RFC 7662) at every request, over connections that stay open, and without a cache.
 * Whatever is not a clear answer is 503: nothing is let through unchecked.
 */
export class IntrospectingApiKeyVerifier extends ApiKeyVerifier {
  private readonly logger = new Logger(IntrospectingApiKeyVerifier.name);
  private readonly endpoint: URL;
  private readonly authorization: string;
  private readonly prefix: string;

  constructor(options: RemoteVerificationOptions) {
    super();
    const { url, clientId, clientSecret } = options;
    if (!url || !clientId || !clientSecret)
      throw new Error(
        'Remote verification of API keys needs url, clientId and clientSecret; at least one is empty.',
      );
    this.endpoint = new URL('api/v1/api-keys/introspect', url.replace(/\/*$/, '/'));
    // RFC 6749, section 2.3.1.
    const credential = [clientId, clientSecret].map((part) => encodeURIComponent(part)).join(':');
    this.authorization = `Basic ${Buffer.from(credential).toString('base64')}`;
    this.prefix = prefixOf(options);
  }

  recognizes(credential: string): boolean {
    return credential.startsWith(this.prefix);
  }

  async verify(key: string): Promise<ApiKeyVerification> {
    if (!isWellFormedApiKey(key, this.prefix)) return { status: 'malformed' };
    const answer = await this.introspect(key);
    if ('status' in answer) return answer;
    return answer.active ? { status: 'live', program: programOf(answer) } : { status: 'unknown' };
  }

  /** Nothing: the api has counted the introspection as a use. */
  recordUse(): void {}

  private async introspect(token: string): Promise<IntrospectionResponse | { active: false } | Unavailable> {
    let retryAfter: string | undefined;
    try {
      const response = await fetch(this.endpoint, {
        method: 'POST',
        headers: { authorization: this.authorization, accept: 'application/json' },
        body: new URLSearchParams({ token }),
        redirect: 'error',
        signal: AbortSignal.timeout(deadlines.introspection),
      });
      if (response.status === 401)
        this.logger.error('The api refuses this service’s clientId and clientSecret.');
      if (response.status === 429)
        this.logger.error('The api’s INTROSPECTION_RATE_LIMIT_PER_MINUTE is too low for this service.');
      retryAfter = /^\d{1,4}$/.exec(response.headers.get('retry-after') ?? '')?.[0];
      if (response.status !== 200)
        throw new Error(`The api answered ${response.status} to an introspection.`);
      const body = (await response.json()) as IntrospectionResponse | { active: false };
      if (!isAnswer(body)) throw new Error('What answered an introspection is not the api.');
      return body;
    } catch (error) {
      return {
        status: 'unavailable',
        cause: error,
        detail: 'The API key service cannot be reached.',
        retryAfter,
      };
    }
  }
}

/** Whether it can be trusted to be an answer of the api, and not of something in between. */
function isAnswer(
  body: IntrospectionResponse | { active: false } | null,
): body is IntrospectionResponse | { active: false } {
  if (typeof body !== 'object' || body === null) return false;
  if (typeof body.active !== 'boolean') return false;
  if (!body.active) return true;
  const { client_id, org_id, scope, iat, exp } = body;
  const areTexts = [client_id, org_id, scope].every((text) => typeof text === 'string');
  const areTimes = [iat, exp ?? 0].every((time) => Number.isFinite(time));
  return areTexts && areTimes;
}

function programOf(body: IntrospectionResponse): Program {
  const { client_id, org_id, scope, iat, exp } = body;
  return {
    kind: 'program',
    keyId: client_id,
    organizationId: org_id,
    scopes: scope.split(' ').filter(Boolean),
    createdAt: new Date(iat * 1000),
    expiresAt: typeof exp !== 'number' ? null : new Date(exp * 1000),
  };
}
