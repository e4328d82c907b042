import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeForwardAuthentication } from './protection.js';

describeForwardAuthentication(
  {
    name: 'Caddy',
    needs: { caddy: 'caddy' },
    configure: async ({ folder, printed }) => {
      const file = join(folder, 'Caddyfile');
      await writeFile(file, ['{\nadmin off\n}\n', ...printed('caddyfile')].join('\n'));
      return ['caddy', 'run', '--adapter', 'caddyfile', '--config', file];
    },
  },
  { deletions: 20, badRequest: 400 },
);
