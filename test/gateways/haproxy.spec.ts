import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeForwardAuthentication } from './protection.js';

describeForwardAuthentication(
  {
    name: 'HAProxy',
    needs: { haproxy: 'haproxy' },
    configure: async ({ folder, printed }) => {
      const file = join(folder, 'haproxy.cfg');
      await writeFile(join(folder, 'authorize.lua'), printed('lua').join('\n'));
      await writeFile(file, printed('haproxy').join('\n'));
      return ['haproxy', '-f', file];
    },
  },
  { deletions: 20, badRequest: 400 },
);
