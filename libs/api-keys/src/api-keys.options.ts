import type { VerificationOptions } from '@pocket/api-key-verification';
import type { IntrospectionClient } from '@pocket/key-checks';

export interface ApiKeysOptions extends VerificationOptions {
  /** How many keys that have not expired an organization may have. Default 1000. */
  maxPerOrganization?: number;
  /**
   * For so many days an expired key stays listed, then it is removed: 0 to 3650, `0` as soon as it has expired. Default: kept, as
   * far as the organization has room (ten times `maxPerOrganization` keys).
   */
  expiredRetentionDays?: number;
  /** The persons, by the `sub` of their tokens, who may create organizations over REST. Default: everybody. */
  organizationCreators?: readonly string[];
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

/** For how many days expired keys are kept; `undefined`: always. Throws a sentence for the operator where that is no number. */
export function retentionOf({ expiredRetentionDays: days }: ApiKeysOptions): number | undefined {
  if (days === undefined || (Number.isInteger(days) && days >= 0 && days <= 3650)) return days;
  throw new Error(`The option expiredRetentionDays is ${days}: it must be a whole number from 0 to 3650.`);
}
