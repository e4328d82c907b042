import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { ApiKeyVerifier, type ApiKeyVerification, type Clock } from '@pocket/access';
import { FailureLog } from '@pocket/problem-details';
import { isExpired } from '../expiry.js';
import { isWellFormedApiKey } from '../token.js';
import { prefixOf } from '../verification.options.js';
import { readAnswer } from './introspection-answer.js';
import { IntrospectionFailure } from './introspection-failure.js';
import { IntrospectionClient } from './introspection.client.js';
import { checkOptions, type RemoteVerificationOptions } from './remote-verification.options.js';

/**
 * Verifies keys by asking the api (RFC 7662) at every request, without a cache. Whatever is not a clear answer of the api is
 * `unavailable`: nothing is let through unchecked.
 */
export class IntrospectingApiKeyVerifier extends ApiKeyVerifier implements OnApplicationShutdown {
  private readonly prefix: string;
  private readonly api: IntrospectionClient;
  private readonly issuers: string[];
  private readonly failures: FailureLog;

  /** Throws a sentence for the operator where an option is missing or wrong. */
  constructor(
    options: RemoteVerificationOptions,
    private readonly clock: Clock,
  ) {
    super();
    checkOptions(options);
    this.prefix = prefixOf(options);
    this.api = new IntrospectionClient(options);
    const { href, origin } = this.api.endpoint;
    this.issuers = [...new Set(['pocket', origin, options.issuer ?? origin])];
    const logger = new Logger('RemoteApiKeyVerificationModule');
    this.failures = new FailureLog((line) => logger.error(`API keys cannot be verified at ${href}: ${line}`));
  }

  recognizes(credential: string): boolean {
    return credential.startsWith(this.prefix);
  }

  async verify(key: string): Promise<ApiKeyVerification> {
    if (!isWellFormedApiKey(key, this.prefix)) return { status: 'malformed' };
    const answer = await this.api.ask(key);
    const found = answer instanceof IntrospectionFailure ? answer : readAnswer(answer, this.issuers);
    if (found === 'inactive') return { status: 'unknown' };
    if (found instanceof IntrospectionFailure) {
      this.failures.report(found);
      const detail = 'The API key service cannot be reached.';
      return { status: 'unavailable', cause: found, detail, retryAfter: found.retryAfter };
    }
    // The clock is asked after the api has answered, so that a key cannot outlive its expiry by a slow answer.
    if (isExpired(found.expiresAt, this.clock.now())) return { status: 'expired' };
    return { status: 'live', program: found };
  }

  /** Nothing: the api has counted the introspection as a use. */
  recordUse(): void {}

  /** After the last request, which may still ask. */
  onApplicationShutdown(): void {
    this.api.close();
  }
}
