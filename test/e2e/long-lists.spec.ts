import { get, type IncomingMessage } from 'node:http';
import { ReadRows } from '@pocket/database';
import { DataSource } from 'typeorm';
import { startHost, type Host } from '../support/hosts.js';
import { insertKeys } from '../support/many-rows.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

describe.each(['express', 'fastify'] as const)('a list that is too long for one piece, on %s', (platform) => {
  const count = 3_001;
  let world: World;
  let host: Host;
  let acme: TestOrganization;
  let path: string;
  beforeAll(async () => {
    world = await createWorld();
    host = await startHost(world, { platform });
    acme = await world.organization('acme');
    path = `${acme.path}/api-keys`;
    await insertKeys(world.api.app.get(DataSource), acme.id, count);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await host?.close();
    await world?.close();
  });

  const open = (): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${acme.tokens.viewer}` };
      get(host.url + path, { headers, agent: false }, resolve).once('error', reject);
    });
  /** Reading the n-th chunk fails. */
  const failAt = (failing: number) => {
    let calls = 0;
    const { list } = ReadRows.prototype;
    return jest.spyOn(ReadRows.prototype, 'list').mockImplementation(function (this: never, ...args) {
      calls++;
      if (calls === failing) throw Object.assign(new Error('secret SQL'), { code: 'ECONNRESET' });
      return list.apply(this, args);
    });
  };

  it('is answered whole, as what it is', async () => {
    const { status, headers, body } = await host.call(path, { token: acme.tokens.viewer });
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'application/json; charset=utf-8',
      'no-store',
    ]);
    expect(new Set((body.keys as { id: string }[]).map(({ id }) => id)).size).toBe(count);
  });

  it('is 503 as long as nothing was sent', async () => {
    failAt(1);
    const { status, body } = await host.call(path, { token: acme.tokens.viewer });
    expect([status, body.code]).toEqual([503, 'unavailable']);
  });

  it('is cut off where it cannot be read to its end, and the log says so without the reason’s words', async () => {
    failAt(4);
    const response = await open();
    expect(response.statusCode).toBe(200);
    response.resume();
    const end = await new Promise<string>((resolve) => {
      response.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
      response.once('end', () => resolve('ended as if it were whole'));
    });
    expect(end).toBe('ECONNRESET');
    const lines = JSON.stringify(host.logged);
    expect(lines).toContain('A list was cut off');
    expect(lines).not.toContain('secret SQL');
  });

  it('is read no further once its client has gone', async () => {
    const list = jest.spyOn(ReadRows.prototype, 'list');
    const response = await open();
    response.destroy();
    await new Promise((resolve) => response.once('close', resolve));
    await host.call(path, { token: acme.tokens.viewer });
    // The second list was read whole, and the first one not.
    expect(list.mock.calls.length).toBeLessThan(2 * Math.ceil(count / 500));
  });
});
