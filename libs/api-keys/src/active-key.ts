import type { Program } from '@pocket/access';

/** Who issued the token that is introspected: this product. */
const issuer = 'pocket';

/** What introspection (RFC 7662) tells of a live key; times in seconds since 1970. */
export interface ActiveKey {
  active: true;
  /** Space-separated. */
  scope: string;
  /** The key's id, as in `sub`. */
  client_id: string;
  sub: string;
  org_id: string;
  iss: string;
  iat: number;
  /** Absent: never. */
  exp?: number;
  token_type: 'Bearer';
}

/** RFC 7662, section 2.2. */
export function activeKey({ keyId, scopes, organizationId, createdAt, expiresAt }: Program): ActiveKey {
  return {
    active: true,
    scope: scopes.join(' '),
    client_id: keyId,
    sub: keyId,
    org_id: organizationId,
    iss: issuer,
    iat: Math.floor(createdAt.getTime() / 1000),
    ...(expiresAt && { exp: Math.floor(expiresAt.getTime() / 1000) }),
    token_type: 'Bearer',
  };
}
