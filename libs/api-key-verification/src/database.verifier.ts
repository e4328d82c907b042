import { ApiKeyVerifier, type ApiKeyVerification, type Clock, type Program } from '@pocket/access';
import { isExpired } from './expiry.js';
import type { LastUsedWriter } from './last-used.writer.js';
import type { StoredKeys } from './stored-keys.js';
import { hashApiKey, isWellFormedApiKey } from './token.js';
import { prefixOf, type VerificationOptions } from './verification.options.js';

/**
 * Verifies keys in the database itself, at every request and without a cache: a deleted key is refused from
 * the moment its deletion is committed, in every process.
 */
export class DatabaseApiKeyVerifier extends ApiKeyVerifier {
  private readonly prefix: string;

  constructor(
    options: VerificationOptions,
    private readonly keys: StoredKeys,
    private readonly lastUsed: LastUsedWriter,
    private readonly clock: Clock,
  ) {
    super();
    this.prefix = prefixOf(options);
  }

  recognizes(credential: string): boolean {
    return credential.startsWith(this.prefix);
  }

  async verify(credential: string): Promise<ApiKeyVerification> {
    if (!isWellFormedApiKey(credential, this.prefix)) return { status: 'malformed' };
    const found = await this.keys.findByHash(hashApiKey(credential)).then(
      (key) => ({ key }),
      (cause: unknown) => ({ cause }),
    );
    if ('cause' in found) return { status: 'unavailable', cause: found.cause };
    const { key } = found;
    if (!key) return { status: 'unknown' };
    // The clock is asked after the database has answered, so that a key cannot outlive its expiry by a slow query.
    if (isExpired(key.expiresAt, this.clock.now())) return { status: 'expired' };
    const { id: keyId, name: keyName, ...rest } = key;
    return { status: 'live', program: { kind: 'program', keyId, keyName, ...rest } };
  }

  recordUse({ keyId }: Program): void {
    this.lastUsed.record(keyId, this.clock.now());
  }
}
