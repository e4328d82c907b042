import { randomInt } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/** `randomInt` draws from the system in blocks; ulid's own source asks it for each of 16 bytes, longer than a request takes. */
const ulid = monotonicFactory(() => randomInt(32) / 32);

/** An id that no request has had before. */
export function newRequestId(): string {
  return `req_${ulid()}`;
}

/**
 * The caller's own `X-Request-Id` where it is 1 to 64 of `[A-Za-z0-9_-]`, else a new one. What contains the
 * beginning of an API key or of a JWT is not kept, since request ids are printed and answered.
 */
export function requestIdOf(header: string | string[] | undefined, keyPrefix: string): string {
  const isId = typeof header === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(header);
  return isId && !header.includes(keyPrefix) && !header.startsWith('eyJ') ? header : newRequestId();
}
