import { clocks, RememberedAnswers, type Lease, type Remembered } from '@pocket/revocation/lease';
import { LRUCache } from 'lru-cache';
import type { KeyAnswer, KnownKey } from './known-key.js';

type Grant = Pick<KnownKey, 'organizationId' | 'scopes'>;

/** So long an unknown key is remembered as such: it may be created. */
const unknownMs = 2_000;
const mostGrants = 10_000;

/** Stands for: there is no such key. */
const unknown: KnownKey = { id: '', organizationId: '', scopes: [], createdAt: 0, expiresAt: null };

/** Answers about keys by the keys' hashes, each returned only as long as that is as right as asking. */
export class RememberedKeys {
  private readonly answers: RememberedAnswers<KnownKey & Remembered>;
  /** What many keys have in common, so that it is in memory once. */
  private readonly grants: LRUCache<string, Grant>;

  constructor(lease: Lease, size: number) {
    this.answers = new RememberedAnswers(lease, clocks, size, ({ id }) => id);
    this.grants = new LRUCache({ max: Math.min(size, mostGrants) });
  }

  recall(keyHash: string): KeyAnswer | undefined {
    const answer = this.answers.get(bytesOf(keyHash));
    return answer?.value.id === unknown.id ? { ...answer, value: undefined } : answer;
  }

  /** An answer without a position is not remembered: nobody would know what has taken it back. */
  remember(keyHash: string, { value: key, position }: KeyAnswer): void {
    if (position === undefined) return;
    const { id, name, createdAt, expiresAt } = key ?? unknown;
    const { organizationId, scopes } = this.grantOf(key ?? unknown);
    // A literal, since copies of objects take twice the memory.
    const entry = { id, name, organizationId, scopes, createdAt, expiresAt, position, until: 0 };
    this.answers.set(bytesOf(keyHash), entry, key ? undefined : unknownMs);
  }

  private grantOf({ organizationId, scopes }: KnownKey): Grant {
    const text = [organizationId, ...scopes].join(' ');
    const known = this.grants.get(text);
    if (known) return known;
    const grant = { organizationId, scopes: Object.freeze([...scopes]) };
    this.grants.set(text, grant);
    return grant;
  }
}

/** A character for each byte of a hash in lower-case hexadecimal: half the memory. */
const bytesOf = (keyHash: string) => Buffer.from(keyHash, 'hex').toString('latin1');
