import { Inject, Injectable } from '@nestjs/common';
import { ApiKeyVerifier, Clock, invalidToken, unavailable, type Program } from '@pocket/access';
import { isExpired } from './api-key-expiry.js';
import { LastUsedWriter } from './last-used.writer.js';
import { defaultApiKeyPrefix, hashApiKey, isWellFormedApiKey } from './api-key-token.js';
import { API_KEYS_OPTIONS, type ApiKeysOptions } from './api-keys.options.js';
import { ApiKeysRepository, type StoredKey } from './api-keys.repository.js';

/** What can come of a key that is shown to us. */
type Outcome = { status: 'live'; key: StoredKey } | { status: 'malformed' | 'unknown' | 'expired' };

/** A request must be answered within 2 s; the rest is for the way there and back. */
const deadlineMs = 1_800;

/**
 * Verifies keys in the database itself, at every request and without a cache: a deleted key is refused from
 * the moment its deletion is committed, in every process.
 */
@Injectable()
export class DatabaseApiKeyVerifier extends ApiKeyVerifier {
  private readonly prefix: string;

  constructor(
    @Inject(API_KEYS_OPTIONS) options: ApiKeysOptions,
    private readonly keys: ApiKeysRepository,
    private readonly lastUsed: LastUsedWriter,
    private readonly clock: Clock,
  ) {
    super();
    this.prefix = options.prefix ?? defaultApiKeyPrefix;
  }

  recognizes(credential: string): boolean {
    return credential.startsWith(this.prefix);
  }

  async verify(credential: string): Promise<Program> {
    const outcome = await this.outcomeOf(credential);
    switch (outcome.status) {
      case 'live': {
        const { id, name, organizationId, scopes, createdAt, expiresAt } = outcome.key;
        return { kind: 'program', keyId: id, keyName: name, organizationId, scopes, createdAt, expiresAt };
      }
      case 'malformed':
      case 'unknown':
      case 'expired':
        throw invalidToken(outcome.status);
    }
  }

  recordUse({ keyId }: Program): void {
    this.lastUsed.record(keyId, this.clock.now());
  }

  private async outcomeOf(credential: string): Promise<Outcome> {
    if (!isWellFormedApiKey(credential, this.prefix)) return { status: 'malformed' };
    const key = await withDeadline(this.keys.findByHash(hashApiKey(credential))).catch((error: unknown) => {
      throw unavailable(error);
    });
    if (!key) return { status: 'unknown' };
    // Asked after the database has answered, so that a key cannot outlive its expiry by a slow query.
    return isExpired(key.expiresAt, this.clock.now()) ? { status: 'expired' } : { status: 'live', key };
  }
}

/** A pool that has no free connection answers late or never. */
function withDeadline<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The database did not answer in time.')), deadlineMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
