import type { DatabaseSchema } from '@pocket/database';
import { migrations } from './migrations/index.js';
import { Recording } from './recording.entity.js';
import { Template } from './template.entity.js';

/** This service's own tables in the shared database. */
export const schema: DatabaseSchema = {
  entities: [Recording, Template],
  migrations,
  migrationsTableName: 'recordings_migrations',
};
