import { runMigrations } from '@pocket/database';
import { schema } from './schema.js';

await runMigrations(schema);
