import { parseArgs } from 'node:util';
import { runService } from '@pocket/runtime';
import { createRecordings } from './create-recordings.js';
import { readRecordingsEnvironment } from './environment.js';

const { values: options } = parseArgs({ options: { migrate: { type: 'boolean', default: false } } });

await runService({
  readEnvironment: readRecordingsEnvironment,
  create: (environment) => createRecordings(environment, options.migrate),
});
