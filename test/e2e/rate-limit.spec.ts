import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { ApiKeyVerifier } from '@pocket/access';
import { startApi, startRecordings, type Answer, type Call, type TestService } from '../support/services.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

const secret = 'of a service';
const basic = `Basic ${Buffer.from(`things:${secret}`).toString('base64')}`;
const self = '/api/v1/api-keys/self';
const introspection = '/api/v1/api-keys/introspect';

let world: World;
let own: TestOrganization;
let limited: TestService;
const services: TestService[] = [];
/** Stands still, but for what a test does with it; each test begins in a new minute. */
let clock = Date.now();

beforeAll(async () => {
  const INTROSPECTION_CLIENTS = `things=${createHash('sha256').update(secret).digest('hex')}`;
  world = await createWorld({ INTROSPECTION_CLIENTS, CORS_ORIGINS: 'https://admin.example' });
  own = await world.organization('own');
  limited = await start(startApi, { RATE_LIMIT_PER_MINUTE: '5', INTROSPECTION_RATE_LIMIT_PER_MINUTE: '8' });
});
beforeEach(() => {
  clock += 60_000;
  jest.spyOn(Date, 'now').mockImplementation(() => clock);
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
  await Promise.all(services.map((service) => service.close()));
  await world.close();
});

/** A service on the world's database, with these limits, until the end of the suite. */
async function start(service: typeof startApi, limits: NodeJS.ProcessEnv): Promise<TestService> {
  const started = await service({ ...world.env, ...limits });
  services.push(started);
  return started;
}

/** The figures of both headers, which must be structured fields of exactly this form. */
function limitOf({ headers }: Pick<Answer, 'headers'>) {
  const policy = /^"default";q=([1-9]\d*);w=60$/.exec(headers.get('ratelimit-policy') ?? '');
  const limit = /^"default";r=(0|[1-9]\d*);t=([1-9]\d*)$/.exec(headers.get('ratelimit') ?? '');
  return { q: Number(policy?.[1]), r: Number(limit?.[1]), t: Number(limit?.[2]) };
}
const limitHeaders = ({ headers }: Answer) =>
  [...headers.keys()].filter((name) => name.includes('ratelimit'));

/** Sends the request so many times, one after another, and returns the statuses. */
async function statuses(times: number, path: string, options?: Call, service = limited): Promise<number[]> {
  const answers: number[] = [];
  for (let i = 0; i < times; i++) answers.push((await service.call(path, options)).status);
  return answers;
}
const times = (count: number, status: number) => Array<number>(count).fill(status);

describe('a key', () => {
  it('is let through as often as allowed, is told how often still, and is then answered 429', async () => {
    const { key } = await world.key(own);
    for (const r of [4, 3, 2, 1, 0]) {
      const answer = await limited.call(self, { token: key });
      expect([answer.status, limitOf(answer)]).toEqual([200, { q: 5, r, t: 60 }]);
      expect(limitHeaders(answer)).toEqual(['ratelimit', 'ratelimit-policy']);
    }
    clock += 14_999;
    const headers = { 'x-request-id': 'mine' };
    const excess = await limited.call(self, { token: key, headers });
    expect(limitOf(excess)).toEqual({ q: 5, r: 0, t: 46 });
    expect(limitHeaders(excess)).toEqual(['ratelimit', 'ratelimit-policy']);
    expect(excess.body).toEqual({
      type: '/problems/rate_limited',
      title: 'Too many requests',
      status: 429,
      detail: 'At most 5 requests a minute are answered; try again in 46 s.',
      code: 'rate_limited',
      request_id: 'mine',
    });
    expect(excess.status).toBe(429);
    expect(Object.fromEntries(excess.headers)).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': '46',
      'x-request-id': 'mine',
    });
  });

  it('is let through again when the minute since its first request is over, and not a millisecond before', async () => {
    const { key } = await world.key(own);
    expect(await statuses(7, self, { token: key })).toEqual([...times(5, 200), 429, 429]);
    clock += 59_999;
    const last = await limited.call(self, { token: key });
    expect([last.status, last.headers.get('retry-after')]).toEqual([429, '1']);
    clock += 1;
    const first = await limited.call(self, { token: key });
    expect([first.status, limitOf(first)]).toEqual([200, { q: 5, r: 4, t: 60 }]);
  });

  it('does not use up what another key of its organization, or a person, may do', async () => {
    const { key } = await world.key(own);
    const { key: another } = await world.key(own);
    expect(await statuses(6, self, { token: key })).toEqual([...times(5, 200), 429]);
    for (const token of [another, own.tokens.admin])
      expect(limitOf(await limited.call(self, { token })).r).toBe(4);
  });

  it('has one limit, however its header and the address are written', async () => {
    const { key } = await world.key(own);
    const { port } = new URL(limited.url);
    for (const [method, path, authorization, status] of [
      ['GET', self, `Bearer ${key}`, 200],
      ['HEAD', self, `Bearer ${key}`, 200],
      ['GET', '/%61pi/v1/api-keys/self?x', `bearer  ${key}`, 200],
      ['GET', `http://a${self}`, `BEARER\t${key}`, 200],
      ['GET', 'http://a/api/v1/nothing', `beareR ${key}`, 404],
      ['GET', self, `Bearer ${key}`, 429],
    ] as const) {
      const asked = request({ port, method, path, headers: { authorization }, agent: false }).end();
      const [answer] = await once(asked, 'response');
      answer.resume();
      expect([path, answer.statusCode]).toEqual([path, status]);
    }
  });

  it('that is deleted is 401 up to the limit, and 429 after it without a look at the key', async () => {
    const { id, key } = await world.key(own);
    await world.api.call(`${own.path}/api-keys/${id}`, { method: 'DELETE', token: own.tokens.admin });
    const verify = jest.spyOn(limited.app.get(ApiKeyVerifier), 'verify');
    expect(await statuses(8, self, { token: key })).toEqual([...times(5, 401), ...times(3, 429)]);
    expect(verify).toHaveBeenCalledTimes(5);
  });

  it('is answered 429 before its body is read, be it as wrong as it may', async () => {
    const { key } = await world.key(own);
    for (const [status, type, body] of [
      [415, 'text/plain', 'x'],
      [413, 'application/json', 'x'.repeat(65_537)],
    ] as const) {
      const send = { method: 'POST', token: key, headers: { 'content-type': type }, body };
      expect((await limited.call(`${own.path}/api-keys`, send)).status).toBe(status);
      await statuses(5, self, { token: key });
      expect((await limited.call(`${own.path}/api-keys`, send)).status).toBe(429);
      clock += 60_000;
    }
  });

  it('has the same limit at another service, which counts by itself', async () => {
    const { key } = await world.key(own);
    const recordings = await start(startRecordings, { RATE_LIMIT_PER_MINUTE: '2' });
    await statuses(6, self, { token: key });
    const sent = await statuses(3, `${own.path}/recordings`, { token: key }, recordings);
    expect(sent).toEqual([200, 200, 429]);
  });
});

describe('the limit', () => {
  it.each<[number, string, Call]>([
    [400, `/api/v1/api-keys/authorize`, {}],
    [404, '/api/v1/nothing', {}],
    [405, self, { method: 'DELETE' }],
    [405, self, { method: 'OPTIONS' }],
    [406, self, { headers: { accept: 'text/html' } }],
    [414, `${self}?${'x'.repeat(8_000)}`, {}],
    [401, self, { headers: { authorization: 'Bearer nothing' } }],
  ])('counts what is answered %i too', async (status, path, options) => {
    const { key: token } = await world.key(own);
    const answer = await limited.call(path, { token, ...options });
    expect([answer.status, limitOf(answer)]).toEqual([status, { q: 5, r: 4, t: 60 }]);
  });

  it('counts what is answered 503 too', async () => {
    const { key } = await world.key(own);
    jest
      .spyOn(limited.app.get(ApiKeyVerifier), 'verify')
      .mockResolvedValue({ status: 'unavailable', cause: undefined });
    const answer = await limited.call(self, { token: key });
    expect([answer.status, limitOf(answer)]).toEqual([503, { q: 5, r: 4, t: 60 }]);
  });

  it('is one for all callers of an address that send no credential, and none of those that do', async () => {
    const withNone: Call[] = [{}, { headers: { authorization: 'Bearer' } }, { headers: { cookie: 'a=b' } }];
    expect(await statuses(3, self, withNone[0])).toEqual(times(3, 401));
    expect(await statuses(2, self, withNone[1])).toEqual(times(2, 401));
    for (const options of withNone) expect((await limited.call(self, options)).status).toBe(429);
    const { key } = await world.key(own);
    expect((await limited.call(self, { token: key })).status).toBe(200);
  });

  it('does not hold for health, documentation and pages, nor for addresses that are not under /api/', async () => {
    expect(await statuses(6, self)).toEqual([...times(5, 401), 429]);
    for (const [status, path] of [
      [200, '/health/live'],
      [200, '/health/ready'],
      [200, '/docs'],
      [200, '/openapi.json'],
      [200, '/problems/rate_limited'],
      [404, '/favicon.ico'],
      [404, '/api'],
    ] as const) {
      for (let i = 0; i < 6; i++) {
        const answer = await limited.call(path);
        expect([path, answer.status, limitHeaders(answer)]).toEqual([path, status, []]);
      }
    }
  });

  it('neither counts nor stops a browser’s preflight, and lets its scripts read the figures', async () => {
    const headers = { origin: 'https://admin.example', 'access-control-request-method': 'GET' };
    expect(await statuses(6, self, { method: 'OPTIONS', headers })).toEqual(times(6, 204));
    expect(await statuses(6, self)).toEqual([...times(5, 401), 429]);
    const preflight = await limited.call(self, { method: 'OPTIONS', headers });
    expect([preflight.status, limitHeaders(preflight)]).toEqual([204, []]);
    const excess = await limited.call(self, { headers: { origin: headers.origin } });
    expect(excess.status).toBe(429);
    expect(excess.headers.get('access-control-allow-origin')).toBe(headers.origin);
    expect(excess.headers.get('access-control-expose-headers')).toMatch(/\bRateLimit, RateLimit-Policy\b/);
  });

  it('does not exist where the operator has set none', async () => {
    const { key } = await world.key(own);
    for (let i = 0; i < 12; i++) {
      const answer = await world.api.call(self, { token: key });
      expect([answer.status, limitHeaders(answer)]).toEqual([200, []]);
    }
  });

  it('remembers 10,000 callers and no more, so that invented credentials do not fill the memory', async () => {
    const { key: silent } = await world.key(own);
    const { key } = await world.key(own);
    for (const token of [silent, key])
      expect(await statuses(6, self, { token })).toEqual([...times(5, 200), 429]);
    await invent(9_999);
    expect((await limited.call(self, { token: key })).status).toBe(429);
    expect(limitOf(await limited.call(self, { token: silent })).r).toBe(4);
  });
});

describe('introspection', () => {
  const ask = (authorization: string): Call => ({
    method: 'POST',
    body: 'token=x',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
  });

  it('has a limit of its own, for each service', async () => {
    const first = await limited.call(introspection, ask(basic));
    expect([first.status, limitOf(first)]).toEqual([200, { q: 8, r: 7, t: 60 }]);
    expect(await statuses(8, introspection, ask(basic))).toEqual([...times(7, 200), 429]);
    expect((await limited.call(introspection, ask('Basic b3RoZXI6eA=='))).status).toBe(401);
    expect(limitOf(await limited.call(self, { headers: { authorization: basic } }))).toMatchObject({
      q: 5,
      r: 4,
    });
  });

  it('is not limited by the limit of everyone', async () => {
    const api = await start(startApi, { RATE_LIMIT_PER_MINUTE: '1' });
    expect(await statuses(3, introspection, ask(basic), api)).toEqual(times(3, 200));
    expect(limitHeaders(await api.call(introspection, ask(basic)))).toEqual([]);
  });

  it('can be the only thing that is limited', async () => {
    const api = await start(startApi, { INTROSPECTION_RATE_LIMIT_PER_MINUTE: '1' });
    expect(await statuses(2, introspection, ask(basic), api)).toEqual([200, 429]);
    expect(limitHeaders(await api.call(self))).toEqual([]);
  });
});

/** Sends so many requests over one connection at once, each with a credential of its own. */
async function invent(callers: number): Promise<void> {
  const requests = Array.from({ length: callers }, (_, index) => {
    const credential = `Authorization: Bearer caller-${String(index).padStart(5, '0')}`;
    return `GET /api/v1/nothing HTTP/1.1\r\nHost: x\r\n${credential}\r\n\r\n`;
  });
  const last = 'GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
  // A connection has no more requests sent ahead.
  const most = 30;
  let answers = '';
  for (let at = 0; at < callers; at += most) {
    const socket = connect(Number(new URL(limited.url).port), '127.0.0.1');
    socket.write(requests.slice(at, at + most).join('') + last);
    for await (const chunk of socket) answers += String(chunk);
  }
  expect(answers.match(/HTTP\/1\.1 404 /g)).toHaveLength(callers);
}
