import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeForwardAuthentication } from './protection.js';

describeForwardAuthentication(
  {
    name: 'nginx',
    needs: { nginx: 'nginx-light' },
    configure: async ({ folder, printed }) => {
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((name) => `${name}_temp_path ${folder}/${name};`)
        .join('\n');
      const file = join(folder, 'nginx.conf');
      await writeFile(
        file,
        `daemon off; pid ${folder}/nginx.pid; error_log stderr;
        events {}
        http { access_log off; ${temporary} ${printed('nginx').join('\n')} }`,
      );
      return ['nginx', '-p', folder, '-c', file];
    },
  },
  { deletions: 100, badRequest: 503 },
);
