/** What introspection (RFC 7662, section 2.2) tells of a live key; times in seconds since 1970. */
export interface IntrospectionResponse {
  active: true;
  /** Space-separated. */
  scope: string;
  /** The key's id, as in `sub`. */
  client_id: string;
  sub: string;
  org_id: string;
  /** Who issued the key: the api's public address, or `pocket`. */
  iss: string;
  iat: number;
  /** Rounded up; absent: never. */
  exp?: number;
  /** The expiry to the millisecond (RFC 3339), beside `exp`. */
  expires_at?: string;
  token_type: 'Bearer';
  /** Only where `with_position` was asked for: up to where the answer takes revocations into account. */
  position?: number;
}
