import type { ApiKeyVerification } from '@pocket/access';

/** What verification knows of a key; may be shared by all who ask, so times are milliseconds since 1970. */
export interface KnownKey {
  readonly id: string;
  /** Absent where the key was verified by introspection. */
  readonly name?: string;
  readonly organizationId: string;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  /** `null`: never. */
  readonly expiresAt: number | null;
}

/** A key, or that there is none, as of a position in the sequence of revocations (`@pocket/revocation`). */
export interface KeyAnswer {
  readonly value: KnownKey | undefined;
  /** Absent where nobody follows the revocations. */
  readonly position?: number;
}

/**
 * What the answer means at this moment: a key is dead from its expiry on, to the millisecond. So the clock is to be asked after
 * whoever gave the answer, and a key cannot outlive its expiry by a slow answer.
 */
export function judge({ value: key, position }: KeyAnswer, now: Date): ApiKeyVerification {
  if (!key) return { status: 'unknown' };
  const { id: keyId, name: keyName, organizationId, scopes, createdAt, expiresAt } = key;
  if (expiresAt !== null && expiresAt <= now.getTime()) return { status: 'expired' };
  return {
    status: 'live',
    program: {
      kind: 'program',
      keyId,
      keyName,
      organizationId,
      scopes,
      createdAt: new Date(createdAt),
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
    },
    position,
  };
}
