import { Inject, Injectable, Logger } from '@nestjs/common';
import { ApiKeyVerifier, invalidToken, unavailable, type Program } from '@pocket/access';
import { defaultApiKeyPrefix, isWellFormedApiKey } from './api-key-token.js';
import type { ActiveKey } from './active-key.js';

export interface IntrospectionOptions {
  /** Where the api is, such as `https://keys.example.com` or, behind a prefix, `https://example.com/keys`. */
  url: string;
  /** The service's id in the api's `INTROSPECTION_CLIENTS`. */
  clientId: string;
  /** The secret whose SHA-256 stands there. */
  clientSecret: string;
  /** What every key starts with. Default `pk_live_`. */
  prefix?: string;
}

/** The injection token of {@link IntrospectionOptions}. */
export const INTROSPECTION_OPTIONS = Symbol('INTROSPECTION_OPTIONS');

/** A request must be answered within 2 s; the rest is for the way there and back. */
const deadlineMs = 1_500;

/**
 * Verifies keys by asking the api (RFC 7662) at every request, over connections that stay open, and without a cache.
 * Whatever is not a clear answer is 503: nothing is let through unchecked.
 */
@Injectable()
export class IntrospectingApiKeyVerifier extends ApiKeyVerifier {
  private readonly logger = new Logger(IntrospectingApiKeyVerifier.name);
  private readonly endpoint: URL;
  private readonly authorization: string;
  private readonly prefix: string;

  constructor(@Inject(INTROSPECTION_OPTIONS) { url, clientId, clientSecret, prefix }: IntrospectionOptions) {
    super();
    if (!url || !clientId || !clientSecret)
      throw new Error(
        'Remote verification of API keys needs url, clientId and clientSecret; at least one is empty.',
      );
    this.endpoint = new URL('api/v1/api-keys/introspect', url.replace(/\/*$/, '/'));
    // RFC 6749, section 2.3.1.
    const credential = [clientId, clientSecret].map((part) => encodeURIComponent(part)).join(':');
    this.authorization = `Basic ${Buffer.from(credential).toString('base64')}`;
    this.prefix = prefix ?? defaultApiKeyPrefix;
  }

  recognizes(credential: string): boolean {
    return credential.startsWith(this.prefix);
  }

  async verify(key: string): Promise<Program> {
    if (!isWellFormedApiKey(key, this.prefix)) throw invalidToken();
    const program = programOf(await this.introspect(key));
    if (!program) throw invalidToken();
    return program;
  }

  /** Nothing: the api has counted the introspection as a use. */
  recordUse(): void {}

  private async introspect(token: string): Promise<ActiveKey | { active: false }> {
    let retryAfter: string | undefined;
    try {
      const response = await fetch(this.endpoint, {
        method: 'POST',
        headers: { authorization: this.authorization, accept: 'application/json' },
        body: new URLSearchParams({ token }),
        redirect: 'error',
        signal: AbortSignal.timeout(deadlineMs),
      });
      if (response.status === 401)
        this.logger.error('The api refuses this service’s clientId and clientSecret.');
      if (response.status === 429)
        this.logger.error('The api’s INTROSPECTION_RATE_LIMIT_PER_MINUTE is too low for this service.');
      retryAfter = /^\d{1,4}$/.exec(response.headers.get('retry-after') ?? '')?.[0];
      if (response.status !== 200)
        throw new Error(`The api answered ${response.status} to an introspection.`);
      const body = (await response.json()) as ActiveKey | { active: false };
      if (!isAnswer(body)) throw new Error('What answered an introspection is not the api.');
      return body;
    } catch (error) {
      throw unavailable(error, retryAfter);
    }
  }
}

/** Whether it can be trusted to be an answer of the api, and not of something in between. */
function isAnswer(body: ActiveKey | { active: false } | null): body is ActiveKey | { active: false } {
  if (typeof body !== 'object' || body === null) return false;
  if (typeof body.active !== 'boolean') return false;
  if (!body.active) return true;
  const { client_id, org_id, scope, iat, exp } = body;
  const areTexts = [client_id, org_id, scope].every((text) => typeof text === 'string');
  const areTimes = [iat, exp ?? 0].every((time) => Number.isFinite(time));
  return areTexts && areTimes;
}

function programOf(body: ActiveKey | { active: false }): Program | undefined {
  if (!body.active) return undefined;
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
