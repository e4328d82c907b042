import { createHash } from 'node:crypto';
import { createProxy, type Proxy } from '../support/proxy.js';
import { startRemoteService, type RemoteService } from '../support/remote-service.js';
import { startApi } from '../support/services.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

const secret = 'of the remote service: %+';
const hash = createHash('sha256').update(secret).digest('hex');

describe('a service without the database', () => {
  let world: World;
  let own: TestOrganization;
  let other: TestOrganization;
  let proxy: Proxy;
  let service: RemoteService;
  const started: { close(): Promise<void> }[] = [];

  const start = async (options: { clientSecret?: string; url?: string; issuer?: string } = {}) => {
    const url = `http://127.0.0.1:${proxy.port}`;
    const service = await startRemoteService({ url, clientId: 'things', clientSecret: secret, ...options });
    started.push(service);
    return service;
  };

  beforeAll(async () => {
    world = await createWorld({
      INTROSPECTION_CLIENTS: `things=${hash}`,
      API_KEY_MAX_PER_ORGANIZATION: '100000',
    });
    own = await world.organization('own');
    other = await world.organization('other');
    proxy = await createProxy('127.0.0.1', Number(new URL(world.api.url).port));
    service = await start();
  });
  afterAll(async () => {
    await Promise.all(started.map((one) => one.close()));
    await proxy.close();
    await world.close();
  });

  const use = (key: string | undefined, { id } = own, by = service) => by.use(key, id);
  const errorsOf = ({ logged }: RemoteService) =>
    logged.filter(({ level }) => level === 'error').map(({ line }) => line);
  const remove = ({ id }: { id: string }) =>
    world.api.call(`${own.path}/api-keys/${id}`, { method: 'DELETE', token: own.tokens.admin });

  it('lets in what the api lets in, and says who it is', async () => {
    const { id, key } = await world.key(own, { scopes: ['recordings:read'] });
    const answer = await use(key);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(answer.body).toEqual({ orgId: own.id, keyId: id, scopes: ['recordings:read'] });
  });

  it('refuses what the api refuses, with the same challenges', async () => {
    const { key } = await world.key(own, { scopes: ['templates:read'] });
    const deleted = await world.key(own);
    await remove(deleted);
    const { key: foreign } = await world.key(other);
    for (const [token, status, code] of [
      [undefined, 401, 'unauthenticated'],
      ['pk_live_x', 401, 'invalid_token'],
      [own.tokens.owner, 401, 'invalid_token'],
      [deleted.key, 401, 'invalid_token'],
      [key, 403, 'insufficient_scope'],
      [foreign, 404, 'not_found'],
    ] as const) {
      const { status: got, body } = await use(token);
      expect([got, body.code]).toEqual([status, code]);
    }
  });

  it('refuses a key from the first request after its deletion answered, while 16 connections verify it', async () => {
    for (let round = 0; round < 30; round++) {
      const created = await world.key(own);
      let deleted = false;
      let isUsed = (): void => undefined;
      const used = new Promise<void>((resolve) => (isUsed = resolve));
      let late = 0;
      const connections = Array.from({ length: 16 }, async () => {
        for (;;) {
          const beganAfter = deleted;
          const { status } = await use(created.key);
          if (status === 200 && beganAfter) late++;
          if (status === 200) isUsed();
          if (beganAfter) return;
        }
      });
      await used;
      await remove(created);
      deleted = true;
      await Promise.all(connections);
      expect(late).toBe(0);
    }
  });

  it.each(['refuse', 'swallow'] as const)(
    'that is cut off from the api (%s) answers 503, and recovers by itself',
    async (how) => {
      const { key } = await world.key(own);
      expect((await use(key)).status).toBe(200);
      proxy.fail(how);
      for (let round = 0; round < 3; round++) {
        const answers = await Promise.all(Array.from({ length: 16 }, () => use(key)));
        for (const { status, body, headers } of answers)
          expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '1']);
      }
      proxy.mend();
      while ((await use(key)).status !== 200);
      expect((await use(key)).status).toBe(200);
    },
  );

  it('that asks more than the api allows answers 503 with the api’s Retry-After, and lets no one in', async () => {
    const { key } = await world.key(own);
    const deleted = await world.key(own);
    await remove(deleted);
    const limited = await startApi({ ...world.env, INTROSPECTION_RATE_LIMIT_PER_MINUTE: '2' });
    started.push(limited);
    const behind = await start({ url: limited.url });
    expect((await use(key, own, behind)).status).toBe(200);
    expect((await use(deleted.key, own, behind)).status).toBe(401);
    for (const token of [key, deleted.key]) {
      const { status, body, headers } = await use(token, own, behind);
      expect([status, body.code]).toEqual([503, 'unavailable']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(1);
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
    }
    expect(errorsOf(behind)).toEqual([expect.stringContaining('INTROSPECTION_RATE_LIMIT_PER_MINUTE')]);
  });

  it.each([
    [
      'whose own secret is wrong',
      () => ({ clientSecret: 'wrong' }),
      /Status 401 Unauthorized.*INTROSPECTION_CLIENTS/,
    ],
    [
      'whose url has a wrong path',
      () => ({ url: `${world.api.url}/api/v1` }),
      /Status 404 Not Found.*option url/,
    ],
  ])('%s answers 503, lets no one in and logs what to check', async (_what, options, line) => {
    const { key } = await world.key(own);
    const misconfigured = await start(options());
    const { status, body } = await use(key, own, misconfigured);
    expect([status, body.detail]).toEqual([503, 'The API key service cannot be reached.']);
    expect(errorsOf(misconfigured)).toEqual([expect.stringMatching(line)]);
    expect(JSON.stringify(misconfigured.logged)).not.toContain(key);
  });

  it('trusts an api with a public address under this address only', async () => {
    const { key } = await world.key(own);
    const issuer = 'https://keys.example.com';
    const api = await startApi({ ...world.env, PUBLIC_URL: issuer });
    started.push(api);
    const unaware = await start({ url: api.url });
    expect((await use(key, own, unaware)).status).toBe(503);
    expect(errorsOf(unaware)).toEqual([expect.stringMatching(/https:\/\/keys\.example\.com.*option issuer/)]);
    expect((await use(key, own, await start({ url: api.url, issuer }))).status).toBe(200);
  });
});

describe('at its start a service is stopped', () => {
  it.each([
    [{ clientSecret: '' }, 'needs the option clientSecret'],
    [{ url: '127.0.0.1:3000' }, 'cannot use the option url "127.0.0.1:3000": it must begin with https://'],
    [{ url: 'http://keys.example.com' }, 'the client secret would travel in clear'],
  ])('by %j, and told what to do', async (options, message) => {
    const right = { url: 'http://127.0.0.1:9', clientId: 'things', clientSecret: secret };
    await expect(startRemoteService({ ...right, ...options })).rejects.toThrow(message);
  });
});
