import { ApiKeyVerifier, type ApiKeyVerification, type Clock, type Program } from '@pocket/access';
import type { LastUsedWriter } from './last-used.writer.js';
import { judge } from './known-key.js';
import type { StoredKeys } from './stored-keys.js';
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
    if (recalled) return judge(recalled, this.clock.now());
    return this.keys.findByHash(hash).then(
      (answer) => judge(answer, this.clock.now()),
      (cause: unknown) => ({ status: 'unavailable', cause }),
    );
  }

  recordUse({ keyId }: Program): void {
    this.lastUsed.record(keyId, this.clock.now());
  }
}
