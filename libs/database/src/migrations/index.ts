import { CreateOrganizations1795392000001 } from './1795392000001-create-organizations.js';
import { CreateMemberships1795392000002 } from './1795392000002-create-memberships.js';
import { CreateApiKeys1795392000003 } from './1795392000003-create-api-keys.js';

/** Of organizations and API keys. A migration that was released never changes. */
export const migrations = [
  CreateOrganizations1795392000001,
  CreateMemberships1795392000002,
  CreateApiKeys1795392000003,
];
