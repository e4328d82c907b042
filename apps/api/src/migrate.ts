import { runMigrations } from '@pocket/database';
import { readDatabaseUrlOrExit } from '@pocket/service';
import { schema } from './schema.js';

await runMigrations(readDatabaseUrlOrExit(), schema);
