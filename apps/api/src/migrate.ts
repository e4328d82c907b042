import { runMigrations } from '@pocket/database';
import { readDatabaseUrlOrExit } from '@pocket/runtime';
import { schema } from './schema.js';

await runMigrations(readDatabaseUrlOrExit(), schema);
