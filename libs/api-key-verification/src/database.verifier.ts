import { ApiKeyVerifier, type ApiKeyVerification, type Clock, type Program } from '@pocket/access';
import type { LastUsedWriter } from './last-used.writer.js';
import type { StoredKey, StoredKeys } from './stored-keys.js';
import { hashApiKey, isWellFormedApiKey } from './token.js';
import { prefixOf, type VerificationOptions } from './verification.options.js';

/**
 * Verifies keys in the database, or from memory while nothing that was answered can have made it wrong: a deleted key is
 * refused by every process to every request that begins after its deletion was answered.
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
    const hash = hashApiKey(credential);
    const recalled = this.keys.recall(hash);
    if (recalled) return this.judge(recalled.value);
    return this.keys.findByHash(hash).then(
      (key) => this.judge(key),
      (cause: unknown) => ({ status: 'unavailable', cause }),
    );
  }

  recordUse({ keyId }: Program): void {
    this.lastUsed.record(keyId, this.clock.now());
  }

  private judge(key: StoredKey | undefined): ApiKeyVerification {
    if (!key) return { status: 'unknown' };
    const { id: keyId, name: keyName, organizationId, scopes, createdAt, expiresAt } = key;
    // The clock is asked after the database has answered, so that a key cannot outlive its expiry by a slow query.
    if (expiresAt !== null && expiresAt <= this.clock.now().getTime()) return { status: 'expired' };
    return {
      status: 'live',
      program: {
        kind: 'program',
        keyId,
        keyName,
        organizationId,
        scopes: scopes as string[],
        createdAt: new Date(createdAt),
        expiresAt: expiresAt === null ? null : new Date(expiresAt),
      },
    };
  }
}
