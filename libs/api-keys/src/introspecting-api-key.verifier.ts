import { Inject, Injectable, Logger } from '@nestjs/common';
import { ApiKeyVerifier, invalidToken, unavailable, type Program } from '@pocket/access';
import { defaultApiKeyPrefix, isWellFormedApiKey } from './api-key-token.js';
import type { ActiveKey } from './active-key.js';

export interface IntrospectionOptions {
  /** Where the api is, such as `https://keys.example.com`. */
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
    this.endpoint = new URL('/api/v1/api-keys/introspect', url);
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
    try {
      const response = await fetch(this.endpoint, {
        method: 'POST',
        headers: { authorization: this.authorization, accept: 'application/json' },
        body: new URLSearchParams({ token }),
        redirect: 'error',
        signal: AbortSignal.timeout(deadlineMs),
      });
      const body = (await response.json()) as ActiveKey | { active: false };
      if (response.status === 401)
        this.logger.error('The api refuses this service’s clientId and clientSecret.');
      if (response.status !== 200 || typeof body.active !== 'boolean')
        throw new Error(`The api answered ${response.status} to an introspection.`);
      return body;
    } catch (error) {
      throw unavailable(error);
    }
  }
}

function programOf(body: ActiveKey | { active: false }): Program | undefined {
  if (!body.active) return undefined;
  const { client_id, org_id, scope, iat, exp } = body;
  return {
    kind: 'program',
    keyId: client_id,
    organizationId: org_id,
    scopes: scope.split(' '),
    createdAt: new Date(iat * 1000),
    expiresAt: exp === undefined ? null : new Date(exp * 1000),
  };
}
