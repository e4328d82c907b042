import type { Program } from '@pocket/access';
import type { IntrospectionResponse } from '@pocket/api-key-verification';

/** Who issued a key where the api has no public address. */
export const defaultIssuer = 'pocket';

/** What introspection answers for a live key (RFC 7662, section 2.2). */
export function introspectionResponse(
  { keyId, scopes, organizationId, createdAt, expiresAt }: Program,
  issuer: string,
): IntrospectionResponse {
  return {
    active: true,
    scope: scopes.join(' '),
    client_id: keyId,
    sub: keyId,
    org_id: organizationId,
    iss: issuer,
    iat: Math.floor(createdAt.getTime() / 1000),
    // Rounded up, so that no one who reads seconds takes a live key for an expired one.
    ...(expiresAt && { exp: Math.ceil(expiresAt.getTime() / 1000), expires_at: expiresAt.toISOString() }),
    token_type: 'Bearer',
  };
}
