import type { MigrationInterface } from 'typeorm';
import { organizationMigrations } from '@pocket/organizations';
import { leaseMigrations } from '@pocket/revocation';
import { CreateApiKeys1795392000003 } from './1795392000003-create-api-keys.js';
import { IndexApiKeysByOrganizationAndExpiry1795392000004 } from './1795392000004-index-api-keys-by-organization-and-expiry.js';
import { IndexApiKeysByExpiry1795392000005 } from './1795392000005-index-api-keys-by-expiry.js';

/** The time that ends the name. */
const timeOf = ({ name }: { name: string }) => Number(name.slice(-13));

/**
 * Everything that hosting `ApiKeysModule` needs, organizations included, in the order in which it is run. A migration that
 * was released never changes.
 */
export const migrations: (new () => MigrationInterface)[] = [
  ...organizationMigrations,
  CreateApiKeys1795392000003,
  IndexApiKeysByOrganizationAndExpiry1795392000004,
  IndexApiKeysByExpiry1795392000005,
  ...leaseMigrations,
].sort((one, other) => timeOf(one) - timeOf(other));
