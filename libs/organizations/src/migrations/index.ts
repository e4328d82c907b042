import type { MigrationInterface } from 'typeorm';
import { CreateOrganizations1795392000001 } from './1795392000001-create-organizations.js';
import { CreateMemberships1795392000002 } from './1795392000002-create-memberships.js';

/** Of organizations and members. A migration that was released never changes. */
export const organizationMigrations: (new () => MigrationInterface)[] = [
  CreateOrganizations1795392000001,
  CreateMemberships1795392000002,
];
