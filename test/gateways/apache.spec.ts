import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import type { Gateway, Place } from './gateway.js';
import { describeProtection } from './protection.js';

const folderOfModules = '/usr/lib/apache2/modules';
const fileOf = (module: string) => `${folderOfModules}/mod_${module}.so`;
// Debian enables the first five by itself; the others are in the guide.
const modules = 'mpm_event authn_core authz_core authz_user proxy allowmethods headers proxy_http rewrite';

const authOpenidc: Gateway = {
  name: 'Apache with mod_auth_openidc',
  needs: {
    apache2: 'apache2-bin',
    [fileOf('auth_openidc')]: 'libapache2-mod-auth-openidc',
    openssl: 'openssl',
  },
  configure: async (place) => {
    const [certificate, port] = await serveTls(place);
    const [block = '', , common = ''] = place.printed('apache');
    const directives = `OIDCCABundlePath ${certificate}\n${block.replace('keys.example.com', `localhost:${port}`)}`;
    return configure(place, 'auth_openidc', directives + common);
  },
};

const oauth2: Gateway = {
  name: 'Apache with mod_oauth2',
  needs: { apache2: 'apache2-bin', [fileOf('oauth2')]: 'libapache2-mod-oauth2' },
  configure: (place) => {
    const [, block = '', common = ''] = place.printed('apache');
    return configure(place, 'oauth2', block + common);
  },
};

async function configure({ folder, port }: Place, module: string, directives: string): Promise<string[]> {
  const file = join(folder, 'apache.conf');
  const lines = [
    ...`${modules} ${module}`.split(' ').map((name) => `LoadModule ${name}_module ${fileOf(name)}`),
    'ServerName localhost',
    `DefaultRuntimeDir ${folder}`,
    `PidFile ${folder}/pid`,
    `ErrorLog ${folder}/error.log`,
    ...(process.getuid?.() === 0 ? ['User www-data', 'Group www-data'] : []),
    `Listen 127.0.0.1:${port}`,
    `<VirtualHost *:${port}>`,
    directives,
    '</VirtualHost>',
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  return ['apache2', '-DFOREGROUND', '-f', file];
}

let tls: Server | undefined;
afterAll(() => tls?.close());

/** The api by `https`, as mod_auth_openidc wants it: the certificate's file, and the port. */
async function serveTls({ folder, apiPort }: Place): Promise<[string, number]> {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  });
  tls = createServer({ key: await readFile(key), cert: await readFile(certificate) }, (client) => {
    const api = connect(apiPort, '127.0.0.1');
    client.on('error', () => api.destroy()).on('close', () => api.destroy());
    api.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.pipe(api).pipe(client);
  }).listen(0, 'localhost');
  await once(tls, 'listening');
  return [certificate, (tls.address() as AddressInfo).port];
}

describe.each([authOpenidc, oauth2])('behind $name', (gateway) => {
  const { running, use } = describeProtection(gateway, 20);

  it('no key is 401, a bad key 401 and a key without the scope 403, each with a challenge', async () => {
    const own = await running.world.organization('another');
    const { key } = await running.world.key(own, { scopes: ['recordings:write'] });
    const challengeOf = async (token?: string) => {
      const answer = await use(token);
      return [answer.status, answer.headers.get('www-authenticate')];
    };
    expect(await challengeOf()).toEqual([401, expect.stringMatching(/^Bearer /)]);
    expect(await challengeOf('pk_live_nonsense')).toEqual([401, expect.stringContaining('invalid_token')]);
    expect(await challengeOf(key)).toEqual([
      403,
      'Bearer realm="pocket", error="insufficient_scope", scope="recordings:read"',
    ]);
    expect(running.seen).toEqual([]);
  });

  it.each([
    ['cannot be reached', 'refuse'],
    ['does not answer', 'swallow'],
  ] as const)('while the api %s, a good key is 401, and it recovers by itself', async (_, failure) => {
    const { key } = await running.world.key(await running.world.organization(failure));
    running.network.fail(failure);
    expect((await use(key)).status).toBe(401);
    expect(running.seen).toEqual([]);
    running.network.mend();
    expect((await use(key)).status).toBe(200);
  });
});
