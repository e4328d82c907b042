import type { MigrationInterface } from 'typeorm';
import { organizationMigrations } from '@pocket/organizations';
import { CreateApiKeys1795392000003 } from './1795392000003-create-api-keys.js';

/** Everything that hosting `ApiKeysModule` needs, organizations included. A migration that was released never changes. */
export const migrations: (new () => MigrationInterface)[] = [
  ...organizationMigrations,
  CreateApiKeys1795392000003,
];
