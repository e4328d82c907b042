import { ProblemException } from './problem.exception.js';

/** The challenge of RFC 6750, section 3; attributes in the order given. */
function challenge(attributes: Record<string, string> = {}): Record<string, string> {
  const all = Object.entries({ realm: 'pocket', ...attributes }).map(([name, value]) => `${name}="${value}"`);
  return { 'WWW-Authenticate': `Bearer ${all.join(', ')}` };
}

const noCredential = challenge();
const badCredential = challenge({ error: 'invalid_token' });

/** 401: no credential at all; by RFC 6750 without an `error` attribute. */
export function unauthenticated(): ProblemException {
  return new ProblemException('unauthenticated', { headers: noCredential });
}

/** 401: one answer for every bad credential, so that unknown, revoked and expired ones look alike. */
export function invalidToken(cause?: unknown): ProblemException {
  return new ProblemException('invalid_token', { headers: badCredential, cause });
}

/** 403: an API key without the scopes of the route; with none named, a route that is closed to API keys. */
export function insufficientScope(required: readonly string[] = [], detail?: string): ProblemException {
  const scope = required.length > 0 ? { scope: required.join(' ') } : undefined;
  return new ProblemException('insufficient_scope', {
    headers: challenge({ error: 'insufficient_scope', ...scope }),
    detail:
      detail ??
      (scope ? `This API key lacks a scope; required: ${scope.scope}.` : 'API keys cannot use this route.'),
  });
}

/** 403: a member whose role is too low. */
export function insufficientRole(required: string): ProblemException {
  return new ProblemException('insufficient_role', {
    detail: `This needs the role ${required} in the organization.`,
    members: { required_role: required },
  });
}

/** 404: the one answer for what does not exist and for what the caller may not know to exist. */
export function notFound(): ProblemException {
  return new ProblemException('not_found');
}

/**
 * 503: what the answer depends on cannot be reached; nothing is let through unchecked. `detail` names it for the
 * caller; `retryAfter` is in seconds.
 */
export function unavailable(
  cause?: unknown,
  { retryAfter = '1', detail }: { retryAfter?: string; detail?: string } = {},
): ProblemException {
  return new ProblemException('unavailable', { headers: { 'Retry-After': retryAfter }, detail, cause });
}
