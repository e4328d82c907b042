import { storedTime, type Condition } from '@pocket/database';

/** Keys of a page where the query does not say how many. */
export const usualPage = 100;

/** A key is `active` until its `expires_at`, and `expired` from then on. */
export const keyStatuses = ['active', 'expired'] as const;
export type KeyStatus = (typeof keyStatuses)[number];

/** Which keys of an organization; all that is given must hold. */
export interface KeyFilters {
  /** Now. */
  status?: KeyStatus;
  /** They have it, perhaps among others. */
  scope?: string;
  /** They expire, and do so before it. */
  expiresBefore?: Date;
  /** Their last use, or else their creation, was before it. */
  unusedSince?: Date;
}

/** The same in SQL. */
export function conditionsOf(
  { status, scope, expiresBefore, unusedSince }: KeyFilters,
  now: Date,
): Condition[] {
  const conditions: Condition[] = [];
  // By `+` SQLite keeps to the index that has the list's order: else it would sort all that it finds by another one.
  if (status === 'active') conditions.push(['+expires_at IS NULL OR +expires_at > ?', storedTime(now)]);
  if (status === 'expired') conditions.push(['+expires_at <= ?', storedTime(now)]);
  // Scopes are stored as JSON, and no scope's name has a quote in it. LIKE would read `_` as any character.
  if (scope !== undefined) conditions.push(['INSTR(scopes, ?) > 0', JSON.stringify(scope)]);
  if (expiresBefore) conditions.push(['+expires_at < ?', storable(expiresBefore)]);
  if (unusedSince) conditions.push(['COALESCE(last_used_at, created_at) < ?', storable(unusedSince)]);
  return conditions;
}

const [earliest, latest] = [new Date('1000-01-01T00:00:00.000Z'), new Date('9999-12-31T23:59:59.999Z')];

/** No key has a time outside of what MySQL can store, so that there is nothing to compare beyond. */
function storable(time: Date): string {
  if (time < earliest) return storedTime(earliest);
  return storedTime(time > latest ? latest : time);
}
