import { parseArgs } from 'node:util';
import { runService } from '@pocket/runtime';
import { createApi } from './create-api.js';
import { demoBanner } from './demo.js';
import { readApiEnvironment } from './environment.js';

const { values: options } = parseArgs({
  options: { migrate: { type: 'boolean', default: false }, 'recordings-url': { type: 'string' } },
});

await runService({
  readEnvironment: readApiEnvironment,
  create: (environment) => createApi(environment, options.migrate),
  started: async (app, environment, url) => {
    if (environment.demo) console.log(await demoBanner(app, environment, url, options['recordings-url']));
  },
});
