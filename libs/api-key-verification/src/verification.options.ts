import type { Scope } from '@pocket/access';
import type { MemoryOptions } from './memory.options.js';
import { apiKeyPrefixPattern, defaultApiKeyPrefix } from './token.js';

/** What every service that verifies keys must agree on. */
export interface VerificationOptions extends MemoryOptions {
  /** What every key starts with; the same in every service. Default `pk_live_`. */
  prefix?: string;
  /** Scopes of the importing service, beside Pocket's own four. For keys to have them, the api must know them too. */
  scopes?: readonly Scope[];
  /**
   * Wrong credentials of one client within a minute; more of them are answered 429 and no longer 401, while what is valid passes.
   * The client is known by its address: tell Express or Fastify which proxies to trust. Default 60; 0 = without limit.
   */
  authFailuresPerMinute?: number;
}

/** The prefix of the options. Throws a sentence for the operator where it has another form. */
export function prefixOf({ prefix = defaultApiKeyPrefix }: VerificationOptions): string {
  if (apiKeyPrefixPattern.test(prefix)) return prefix;
  throw new Error(
    `The option prefix of API keys is "${prefix}": it must be [a-z][a-z0-9]*_[a-z]+_ of at most 16 characters, such as pk_live_.`,
  );
}
