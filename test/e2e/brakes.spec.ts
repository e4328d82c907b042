import { createHash } from 'node:crypto';
import { AuthFailures } from '@pocket/callers';
import { startHost, type Host } from '../support/hosts.js';
import { startApi, type Call, type TestService } from '../support/services.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

const secret = 'of the reports service';
const INTROSPECTION_CLIENTS = ['reports', 'billing']
  .map((id) => `${id}=${createHash('sha256').update(secret).digest('hex')}`)
  .join();
const self = '/api/v1/api-keys/self';
const noKey = 'pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD';

interface Service {
  call: TestService['call'];
  close(): Promise<void>;
}

const asWith = (address: string, call: Call = {}): Call => ({
  ...call,
  headers: { ...call.headers, 'x-forwarded-for': address },
});
const introspect = (id: string, given: string): Call => ({
  method: 'POST',
  headers: {
    authorization: `Basic ${Buffer.from(`${id}:${given}`).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  },
  body: 'token=x',
});

describe.each(['the api', 'a host on Express', 'a host on Fastify'])('wrong credentials at %s', (where) => {
  let world: World;
  let acme: TestOrganization;
  let service: Service;
  let host: Host | undefined;
  beforeAll(async () => {
    world = await createWorld({ INTROSPECTION_CLIENTS });
    acme = await world.organization('acme');
    const env = { ...world.env, AUTH_FAILURES_PER_MINUTE: '3', TRUST_PROXY: '1' };
    if (where === 'the api') service = await startApi(env);
    else
      service = host = await startHost(world, {
        platform: where.endsWith('Express') ? 'express' : 'fastify',
        options: {
          authFailuresPerMinute: 3,
          introspectionClients: INTROSPECTION_CLIENTS.split(',').map((text) => {
            const [id, secretHash] = text.split('=') as [string, string];
            return { id, secretHash };
          }),
        },
      });
  });
  afterAll(async () => {
    await service?.close();
    await world.close();
  });
  // A host that trusts no proxy knows one address only, so the counts begin anew instead.
  beforeEach(() => {
    const failures = host?.app.get(AuthFailures, { strict: false });
    failures?.['counts']['windows'].clear();
  });

  it('are answered 429 beyond the limit, all kinds alike, while what is valid passes and what is missing does not count', async () => {
    const { key } = await world.key(acme);
    const statuses: number[] = [];
    const send = async (token?: string) => {
      const answer = await service.call(self, asWith('192.0.2.1', { token }));
      statuses.push(answer.status);
      return answer;
    };
    for (const token of [undefined, undefined, noKey, undefined, 'eyJ.no.token', 'pk_live_wrong'])
      await send(token);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401]);
    const answers = [await send(noKey), await send('eyJ.no.token'), await send('pk_live_wrong')];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      answers.map(() => [429, 'rate_limited']),
    );
    expect(new Set(answers.map(({ body }) => body.detail.replace(/\d+ s/, 'n s'))).size).toBe(1);
    expect(Number(answers[0]!.headers.get('retry-after'))).toBeGreaterThan(50);
    expect((await send(undefined)).status).toBe(401);
    expect((await send(key)).status).toBe(200);
    expect((await send(noKey)).status).toBe(429);
  });

  it('of a service are 429 beyond the limit before anything is compared, for that id alone', async () => {
    const path = '/api/v1/api-keys/introspect';
    const send = async (id: string, given: string) =>
      (await service.call(path, asWith('192.0.2.2', introspect(id, given)))).status;
    expect(await send('reports', secret)).toBe(200);
    for (let i = 0; i < 3; i++) expect(await send('reports', 'guess')).toBe(401);
    expect(await send('reports', 'guess')).toBe(429);
    expect(await send('reports', secret)).toBe(429);
    expect(await send('r%65ports', secret)).toBe(429);
    expect(await send('billing', secret)).toBe(200);
    for (let i = 0; i < 3; i++) expect(await send('nobody', 'guess')).toBe(401);
    expect(await send('nobody', 'guess')).toBe(429);
  });

  if (where === 'the api') {
    it('of one address do not count for another, nor for a service there', async () => {
      const from = async (address: string, token = noKey) =>
        (await service.call(self, asWith(address, { token }))).status;
      for (let i = 0; i < 4; i++) await from('2001:db8:0:1::1');
      expect(await from('2001:db8:0:1:ffff::2')).toBe(429);
      expect(await from('2001:db8:0:2::1')).toBe(401);
      for (let i = 0; i < 4; i++) await from('192.0.2.3');
      expect(await from('198.51.100.1, 192.0.2.3')).toBe(429);
      expect(await from('192.0.2.3, 198.51.100.1')).toBe(401);
      const path = '/api/v1/api-keys/introspect';
      const reports = (address: string) => service.call(path, asWith(address, introspect('reports', secret)));
      for (let i = 0; i < 4; i++)
        await service.call(path, asWith('192.0.2.4', introspect('reports', 'guess')));
      expect((await reports('192.0.2.4')).status).toBe(429);
      expect((await reports('192.0.2.5')).status).toBe(200);
    });

    it('are 401 however many there are where the limit is off', async () => {
      for (let i = 0; i < 70; i++) expect((await world.api.call(self, { token: noKey })).status).toBe(401);
    });
  }
});

describe('a proxy that is trusted', () => {
  it('is believed the address of the client, and neither the host nor the protocol', async () => {
    const world = await createWorld();
    const acme = await world.organization('acme');
    const api = await startApi({ ...world.env, TRUST_PROXY: '1' });
    const token = acme.tokens.admin;
    const claims = {
      'x-forwarded-for': '192.0.2.1',
      'x-forwarded-host': 'claimed.example',
      'x-forwarded-proto': 'claimed',
      forwarded: 'for=192.0.2.1;host=claimed.example;proto=claimed',
    };
    const calls: [string, Call][] = [
      [`${acme.path}/api-keys`, { token, method: 'POST', body: { name: 'ci' } }],
      [`${acme.path}/api-keys`, { token }],
      [`${acme.path}/nothing`, { token }],
      [self, {}],
      ['/openapi.json', {}],
      ['/openapi.yaml', {}],
      ['/docs', {}],
      ['/docs/', {}],
      ['/', { headers: { accept: 'text/html' } }],
      ['/problems/not_found', { headers: { accept: 'text/html' } }],
      ['/.well-known/oauth-authorization-server', {}],
    ];
    for (const [path, call] of calls) {
      const { status, text, headers } = await api.call(path, {
        ...call,
        headers: { ...call.headers, ...claims },
      });
      expect(status).toBeLessThan(500);
      expect([path, text, JSON.stringify([...headers])].join(' ')).not.toContain('claimed');
    }
    await api.close();
    await world.close();
  });
});

describe('a proxy that is not trusted', () => {
  it('cannot claim an address', async () => {
    const world = await createWorld();
    const api = await startApi({ ...world.env, AUTH_FAILURES_PER_MINUTE: '1', TRUST_PROXY: '192.0.2.0/24' });
    const statuses: number[] = [];
    for (const address of ['198.51.100.1', '198.51.100.2'])
      statuses.push((await api.call(self, asWith(address, { token: noKey }))).status);
    expect(statuses).toEqual([401, 429]);
    await api.close();
    await world.close();
  });
});

describe('a person', () => {
  it('has one limit, whichever of their tokens they use, and is told what is left of it', async () => {
    const world = await createWorld();
    const acme = await world.organization('acme');
    const api = await startApi({ ...world.env, RATE_LIMIT_PER_MINUTE: '3' });
    const answers: unknown[] = [];
    for (let i = 0; i < 4; i++) {
      const token = await world.issuer.token('admin-of-acme', { jti: String(i) });
      const { status, headers } = await api.call(`${acme.path}/api-keys`, { token });
      answers.push([status, /r=\d+/.exec(headers.get('ratelimit') ?? '')?.[0]]);
    }
    expect(answers).toEqual([
      [200, 'r=2'],
      [200, 'r=1'],
      [200, 'r=0'],
      [429, 'r=0'],
    ]);
    expect((await api.call(`${acme.path}/api-keys`, { token: acme.tokens.viewer })).status).toBe(200);
    await api.close();
    await world.close();
  });

  it('cannot make one token count as two by another signature', async () => {
    const world = await createWorld();
    const api = await startApi({ ...world.env, RATE_LIMIT_PER_MINUTE: '9' });
    const token = await world.issuer.token('somebody');
    const left: unknown[] = [];
    for (const text of [token, token.replace(/[^.]+$/, 'AAAA'), `${token}=`]) {
      const { headers } = await api.call('/api/v1/organization', { token: text });
      left.push(/r=\d+/.exec(headers.get('ratelimit') ?? '')?.[0]);
    }
    expect(left).toEqual(['r=8', 'r=7', 'r=6']);
    await api.close();
    await world.close();
  });
});
