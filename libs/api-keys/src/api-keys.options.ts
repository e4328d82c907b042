import type { VerificationOptions } from '@pocket/api-key-verification';
import type { IntrospectionClient } from '@pocket/key-checks';

export interface ApiKeysOptions extends VerificationOptions {
  /** How many keys that have not expired an organization may have. Default 1000. */
  maxPerOrganization?: number;
  /** The services that may introspect keys. Default: none. */
  introspectionClients?: readonly IntrospectionClient[];
  /**
   * The address under which callers reach the api, such as `https://keys.example.com`: errors, `Location` and introspection
   * name addresses below it. Default: paths only.
   */
  publicUrl?: string;
}
