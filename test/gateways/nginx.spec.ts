import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call } from '../support/services.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

/** The configuration of docs/gateways.md itself, at other addresses. */
async function configuration(port: number, api: number, upstream: number, folder: string): Promise<string> {
  const guide = await readFile(join(__dirname, '..', '..', 'docs', 'gateways.md'), 'utf8');
  const locations = /```nginx\n([^]*?)```/
    .exec(guide)![1]!
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${api}`)
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${upstream}`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join('\n');
  return `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
    events {}
    http { access_log off; ${temporary} server { listen 127.0.0.1:${port}; ${locations} } }`;
}

async function freePort(): Promise<number> {
  const server = createSocketServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('behind nginx', () => {
  let world: World;
  let own: TestOrganization;
  let folder: string;
  let nginx: ChildProcess;
  let upstream: Server;
  let url: string;
  const seen: IncomingHttpHeaders[] = [];

  beforeAll(async () => {
    try {
      execFileSync('nginx', ['-v'], { stdio: 'ignore' });
    } catch {
      throw new Error(
        'nginx is not installed, so nothing was tested behind it: "apt-get install nginx-light".',
      );
    }
    world = await createWorld({ RATE_LIMIT_PER_MINUTE: '1000' });
    own = await world.organization('own');
    upstream = createServer((request, response) => {
      seen.push(request.headers);
      response.end('protected');
    }).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    folder = await mkdtemp(join(tmpdir(), 'pocket-nginx-'));
    await chmod(folder, 0o755);
    const port = await freePort();
    const { port: upstreamPort } = upstream.address() as AddressInfo;
    const api = Number(new URL(world.api.url).port);
    await writeFile(join(folder, 'nginx.conf'), await configuration(port, api, upstreamPort, folder));
    nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'inherit' });
    url = `http://127.0.0.1:${port}`;
    const listens = () =>
      fetch(url).then(
        () => true,
        () => false,
      );
    while (!(await listens())) if (nginx.exitCode !== null) throw new Error('nginx did not start.');
  });
  afterAll(async () => {
    if (nginx) {
      const ended = once(nginx, 'exit');
      nginx.kill('SIGTERM');
      await ended;
    }
    upstream?.close();
    await world?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const forged = {
    'x-auth-organization-id': 'org_forged',
    'x-auth-key-id': 'key_forged',
    'x-auth-scopes': 'everything',
  };
  const use = (token?: string, method = 'GET', body?: object) =>
    call(`${url}/recordings/1`, { token, method, body, headers: { ...forged, accept: 'text/html' } });

  it('the right key passes, and the service sees who it is and nothing that was forged', async () => {
    const { id, key } = await world.key(own, { scopes: ['recordings:read', 'templates:read'] });
    for (const method of ['GET', 'HEAD']) {
      seen.length = 0;
      const answer = await use(key, method);
      expect([answer.status, answer.text]).toEqual([200, method === 'HEAD' ? '' : 'protected']);
      expect(seen).toHaveLength(1);
      expect(seen[0]).toMatchObject({
        'x-auth-organization-id': own.id,
        'x-auth-key-id': id,
        'x-auth-scopes': 'recordings:read templates:read',
      });
      expect(JSON.stringify(seen)).not.toContain('forged');
    }
  });

  it('no key is 401 with the challenge, and the service sees nothing', async () => {
    seen.length = 0;
    const answer = await use();
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="pocket"']);
    expect(seen).toEqual([]);
  });

  it('a key that may read cannot write', async () => {
    const { key } = await world.key(own, { scopes: ['recordings:read'] });
    seen.length = 0;
    for (const method of ['POST', 'DELETE'])
      expect((await use(key, method, { any: 'thing' })).status).toBe(403);
    expect(seen).toEqual([]);
  });

  it('a key without the scope is 403', async () => {
    const { key } = await world.key(own, { scopes: ['recordings:write'] });
    expect((await use(key)).status).toBe(403);
  });

  it('a key over its rate limit is 500, and the service sees nothing', async () => {
    const { key } = await world.key(own);
    const authorize = () =>
      world.api.call('/api/v1/api-keys/authorize?scope=recordings:read', { token: key });
    const ask = async () => {
      for (let i = 0; i < 100; i++) await authorize();
    };
    await Promise.all(Array.from({ length: 10 }, ask));
    expect((await authorize()).status).toBe(429);
    seen.length = 0;
    expect((await use(key)).status).toBe(500);
    expect(seen).toEqual([]);
  });

  it('a deleted key is 401 at once, 100 times', async () => {
    for (let round = 0; round < 100; round++) {
      const { id, key } = await world.key(own);
      expect((await use(key)).status).toBe(200);
      await world.api.call(`${own.path}/api-keys/${id}`, { method: 'DELETE', token: own.tokens.admin });
      const answer = await use(key);
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
        401,
        'Bearer realm="pocket", error="invalid_token"',
      ]);
    }
  });
});
