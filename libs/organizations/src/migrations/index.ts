import type { MigrationInterface } from 'typeorm';
import { CreateOrganizations1795392000001 } from './1795392000001-create-organizations.js';
import { CreateMemberships1795392000002 } from './1795392000002-create-memberships.js';
import { CreateOrganizationCreations1795651200001 } from './1795651200001-create-organization-creations.js';

/** Of organizations and members. A migration that was released never changes. */
export const organizationMigrations: (new () => MigrationInterface)[] = [
  CreateOrganizations1795392000001,
  CreateMemberships1795392000002,
  CreateOrganizationCreations1795651200001,
];
