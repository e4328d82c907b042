import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { startProcess } from '../support/processes.js';
import { readTable } from '../support/read-table.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

describe('SIGTERM', () => {
  let world: World;
  let acme: TestOrganization;
  beforeAll(async () => {
    world = await createWorld();
    acme = await world.organization('acme');
  });
  afterAll(() => world.close());

  const lastUsedAt = async (id: string) =>
    (await readTable(world.database.url, 'api_keys')).find((row) => row['id'] === id)!['last_used_at'];

  it('writes the uses that are still in memory, and exits 0', async () => {
    const recordings = await startProcess('recordings', world.env);
    const keys = await Promise.all(Array.from({ length: 10 }, () => world.key(acme)));
    await Promise.all(keys.map(({ key }) => recordings.call(`${acme.path}/recordings`, { token: key })));
    expect(await recordings.stop()).toBe(0);
    for (const { id } of keys)
      expect(await lastUsedAt(id)).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/);
  });

  it.each(['start:prod', 'start:recordings'])('sent to npm run %s reaches the service', async (script) => {
    const env = { ...world.env, NODE_ENV: 'production', LOG_LEVEL: 'info', SHUTDOWN_DELAY_SECONDS: '0' };
    const { PATH, HOME } = process.env;
    const npm = spawn('npm', ['run', '--silent', script], { env: { PATH, HOME, ...env } });
    const [url] = await new Promise<string[]>((resolve) => {
      npm.stdout.setEncoding('utf8').on('data', (text: string) => {
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
        if (found) resolve(found);
      });
    });
    npm.kill('SIGTERM');
    expect(await once(npm, 'exit')).toEqual([0, null]);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow('fetch failed');
  });

  it('ends readiness, and for SHUTDOWN_DELAY_SECONDS everything else is still served', async () => {
    const api = await startProcess('api', { ...world.env, SHUTDOWN_DELAY_SECONDS: '1' });
    const status = async (path: string, token?: string) => (await api.call(path, { token })).status;
    expect(await status('/health/ready')).toBe(200);
    const exit = api.stop();
    while ((await status('/health/ready')) === 200);
    expect(await status('/health/live')).toBe(200);
    const created = await api.call(`${acme.path}/api-keys`, {
      method: 'POST',
      token: acme.tokens.admin,
      body: { name: 'Late' },
    });
    expect([created.status, created.headers.get('connection')]).toEqual([201, 'close']);
    expect(await exit).toBe(0);
  });

  it('that comes a second time ends the process at once', async () => {
    const api = await startProcess('api', { ...world.env, SHUTDOWN_DELAY_SECONDS: '30' });
    const exit = api.stop();
    const again = setInterval(() => api.process.kill('SIGTERM'), 100);
    expect(await exit).toBe(143);
    clearInterval(again);
  });

  it('lets a request finish that is under way, takes no new ones, and exits 0', async () => {
    const api = await startProcess('api', world.env);
    const { port, hostname } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const body = JSON.stringify({ name: 'Under way' });
    socket.write(
      `POST ${acme.path}/api-keys HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${acme.tokens.admin}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
    );
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    const closed = once(socket, 'close');
    // The service has read the request's head once it answers another one that came later.
    await api.call('/health/live');
    const exit = api.stop();
    const refused = async () => {
      for (;;) {
        const error = await api.call('/health/live').then(
          () => undefined,
          (reason: Error) => reason,
        );
        if (error) return;
      }
    };
    await refused();
    socket.write(body.slice(5));
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 201 /);
    const id = /"id":"(key_\w+)"/.exec(answer)![1]!;
    expect(await lastUsedAt(id)).toBeNull();
    expect(await exit).toBe(0);
  });
});
