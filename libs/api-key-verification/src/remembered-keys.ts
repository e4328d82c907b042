import { clocks, RememberedAnswers, type Answer, type Lease } from '@pocket/revocation/lease';
import { LRUCache } from 'lru-cache';
import type { KeyAnswer, KnownKey } from './known-key.js';

type Grant = Pick<KnownKey, 'organizationId' | 'scopes'>;

/** So long an unknown key is remembered as such: it may be created. */
const unknownMs = 2_000;
const mostGrants = 10_000;

/** Answers about keys by the keys' hashes, each returned only as long as that is as right as asking. */
export class RememberedKeys {
  private readonly answers: RememberedAnswers<KnownKey | undefined>;
  /** What many keys have in common, so that it is in memory once. */
  private readonly grants: LRUCache<string, Grant>;

  constructor(lease: Lease, size: number) {
    this.answers = new RememberedAnswers(lease, clocks, size);
    this.grants = new LRUCache({ max: Math.min(size, mostGrants) });
  }

  recall(keyHash: string): Answer<KnownKey | undefined> | undefined {
    return this.answers.get(keyHash);
  }

  /** An answer without a position is not remembered: nobody would know what has taken it back. */
  remember(keyHash: string, { value: key, position }: KeyAnswer): void {
    if (position === undefined) return;
    const value = key && { ...key, ...this.grantOf(key) };
    this.answers.set(keyHash, { value, subject: key?.id ?? '', position }, key ? undefined : unknownMs);
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
