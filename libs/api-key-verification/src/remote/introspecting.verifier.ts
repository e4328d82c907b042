import { Logger, type OnApplicationShutdown, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ApiKeyVerifier, type ApiKeyVerification, type Clock, type Program } from '@pocket/access';
import { FailureLog } from '@pocket/problem-details';
import { judge } from '../known-key.js';
import { hashApiKey, isWellFormedApiKey } from '../token.js';
import { prefixOf } from '../verification.options.js';
import { ApiFailure } from './api-failure.js';
import { ApiClient } from './api.client.js';
import { readAnswer } from './introspection-answer.js';
import { RemoteMemory } from './remote-memory.js';
import { checkOptions, type RemoteVerificationOptions } from './remote-verification.options.js';

/**
 * Verifies keys by asking the api (RFC 7662), or from memory while that is as right as asking. Whatever is not a clear answer of the
 * api is `unavailable`: nothing is let through unchecked.
 */
export class IntrospectingApiKeyVerifier
  extends ApiKeyVerifier
  implements OnModuleInit, OnModuleDestroy, OnApplicationShutdown
{
  private readonly prefix: string;
  private readonly api: ApiClient;
  private readonly issuers: string[];
  private readonly failures: FailureLog;
  private readonly memory?: RemoteMemory;

  /** Throws a sentence for the operator where an option is missing or wrong. */
  constructor(
    options: RemoteVerificationOptions,
    private readonly clock: Clock,
  ) {
    super();
    checkOptions(options);
    this.prefix = prefixOf(options);
    this.api = new ApiClient(options);
    this.memory = RemoteMemory.by(options, clock);
    const { href, origin } = this.api.urlOf('introspect');
    this.issuers = [...new Set(['pocket', origin, options.issuer ?? origin])];
    const logger = new Logger('RemoteApiKeyVerificationModule');
    this.failures = new FailureLog((line) => logger.error(`API keys cannot be verified at ${href}: ${line}`));
  }

  recognizes(credential: string): boolean {
    return credential.startsWith(this.prefix);
  }

  async verify(key: string): Promise<ApiKeyVerification> {
    if (!isWellFormedApiKey(key, this.prefix)) return { status: 'malformed' };
    const { memory } = this;
    const hash = memory ? hashApiKey(key) : '';
    const recalled = memory?.keys.recall(hash);
    if (recalled) return judge(recalled, this.clock.now());
    const answer = await this.api.post('introspect', `token=${key}${memory ? '&with_position=true' : ''}`);
    const found = answer instanceof ApiFailure ? answer : readAnswer(answer, this.issuers);
    if (found instanceof ApiFailure) {
      this.failures.report(found);
      const detail = 'The API key service cannot be reached.';
      return { status: 'unavailable', cause: found, detail, retryAfter: found.retryAfter };
    }
    memory?.keys.remember(hash, found);
    return judge(found, this.clock.now());
  }

  /** Nothing where nothing is remembered: the api has counted the introspection as a use. */
  recordUse({ keyId }: Program): void {
    this.memory?.recordUse(keyId, this.clock.now());
  }

  onModuleInit(): void {
    this.memory?.open();
  }

  async onModuleDestroy(): Promise<void> {
    await this.memory?.writeUses();
  }

  /** After the last request, which may still ask. */
  async onApplicationShutdown(): Promise<void> {
    await this.memory?.close();
    this.api.close();
  }
}
