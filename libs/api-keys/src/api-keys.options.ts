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

/** How many live keys an organization may have. Throws a sentence for the operator where that is no number. */
export function limitOf({ maxPerOrganization = 1000 }: ApiKeysOptions): number {
  if (Number.isInteger(maxPerOrganization) && maxPerOrganization >= 1) return maxPerOrganization;
  throw new Error(
    `The option maxPerOrganization is ${maxPerOrganization}: it must be a whole number from 1 on.`,
  );
}
