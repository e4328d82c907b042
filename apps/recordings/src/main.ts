import { parseArgs } from 'node:util';
import { runService } from '@pocket/runtime';
import { createRecordings } from './create-recordings.js';

const { values: options } = parseArgs({ options: { migrate: { type: 'boolean', default: false } } });

await runService({
  defaultPort: 3001,
  create: (environment) => createRecordings(environment, options.migrate),
});
