import { parseArgs } from 'node:util';
import { runMigrations } from '@pocket/database';
import { allowMemory } from '@pocket/revocation';
import { readDatabaseUrlOrExit } from '@pocket/runtime';
import { schema } from './schema.js';

const { values } = parseArgs({ options: { memory: { type: 'string' } } });
const { memory } = values;
if (memory !== undefined && memory !== 'on' && memory !== 'off') {
  console.error('--memory must be on or off.');
  process.exit(1);
}

await runMigrations(
  readDatabaseUrlOrExit(),
  schema,
  memory &&
    (async (dataSource) => {
      await allowMemory(dataSource, memory === 'on');
      return `Services on this database ${memory === 'on' ? 'may' : 'do not'} answer from memory.`;
    }),
);
