import type { Scope } from '@pocket/access';

export interface ApiKeysOptions {
  /** What every key starts with. Default `pk_live_`. */
  prefix?: string;
  /** How many keys that have not expired an organization may have. Default 1000. */
  maxPerOrganization?: number;
  /** The services that may introspect keys, each known by the SHA-256 of its secret, in hex. Default: none. */
  introspectionClients?: readonly { id: string; secretHash: string }[];
  /** Scopes of the importing service, beside Pocket's own four. */
  scopes?: readonly Scope[];
}

/** The injection token of {@link ApiKeysOptions}. */
export const API_KEYS_OPTIONS = Symbol('API_KEYS_OPTIONS');
