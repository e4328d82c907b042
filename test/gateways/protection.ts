import { createHash } from 'node:crypto';
import { sendRaw } from '../support/raw-http.js';
import { call, type Answer, type Call } from '../support/services.js';
import type { TestOrganization } from '../support/world.js';
import { secret, useGateway, type Gateway, type Running } from './gateway.js';

// What the client sends as parameters must not become parameters of the question to the api.
const path = '/recordings/1?scope=templates:read&organization=org_forged';
const page = 'https://app.example.com';
const env = {
  RATE_LIMIT_PER_MINUTE: '1000',
  // Of a page that may also call the api: its CORS headers must not meet the gateway's.
  CORS_ORIGINS: page,
  INTROSPECTION_CLIENTS: `gateway=${createHash('sha256').update(secret).digest('hex')}`,
};

/** What holds behind every gateway of docs/gateways.md. */
export function describeProtection(gateway: Gateway, deletions: number): { running: Running; use: Use } {
  const running = useGateway(gateway, env);
  const use: Use = (token, options) => call(`${running.url}${path}`, { token, ...options });
  let own: TestOrganization;
  beforeAll(async () => {
    own = await running.world.organization('own');
  });
  const sent = () => running.seen.map(({ headers }) => headers);
  /** What `fetch` would tidy up or refuse to send. */
  const get = (path: string, key: string, connection = '') => {
    const head = [
      `GET ${path} HTTP/1.1`,
      `Host: ${new URL(running.url).host}`,
      `Authorization: Bearer ${key}`,
      `Connection: close, ${connection}`,
    ];
    return sendRaw(running.url, `${head.join('\r\n')}\r\n\r\n`);
  };

  it('a good key passes, and the service sees whose it is, but not the key', async () => {
    const { id, key } = await running.world.key(own, { scopes: ['recordings:read', 'templates:read'] });
    for (const method of ['GET', 'HEAD']) {
      running.seen.splice(0);
      const answer = await use(key, { method });
      expect([answer.status, answer.text]).toEqual([200, method === 'HEAD' ? '' : 'protected']);
      expect(sent()).toEqual([
        expect.objectContaining({
          'x-auth-organization-id': own.id,
          'x-auth-key-id': id,
          'x-auth-scopes': 'recordings:read templates:read',
        }),
      ]);
      expect(sent()[0]).not.toHaveProperty('authorization');
      expect(JSON.stringify(sent())).not.toContain(key);
    }
  });

  it('nothing that the client sends under the names of our headers, however spelled, reaches the service', async () => {
    const { id, key } = await running.world.key(own);
    const separators = ['-', '_'];
    const spellings = ['organization id', 'key id', 'scopes']
      .map((name) => `x auth ${name}`.split(' '))
      .flatMap((words) =>
        words
          .slice(1)
          .reduce(
            (names, word) => names.flatMap((name) => separators.map((separator) => name + separator + word)),
            [words[0]!],
          ),
      );
    const headers = Object.fromEntries(spellings.map((name) => [name, 'forged']));
    expect(Object.keys(headers)).toHaveLength(8 + 8 + 4);
    const answer = await use(key, { headers });
    expect(answer.status).toBe(200);
    expect(sent()).toMatchObject([{ 'x-auth-organization-id': own.id, 'x-auth-key-id': id }]);
    expect(JSON.stringify(sent())).not.toContain('forged');
  });

  it('a client that names our headers in Connection cannot take them away', async () => {
    const { id, key } = await running.world.key(own);
    const answer = await get('/recordings/1', key, 'X-Auth-Organization-Id, X-Auth-Key-Id, X-Auth-Scopes');
    expect(answer.status).toBe(200);
    expect(sent()).toMatchObject([{ 'x-auth-organization-id': own.id, 'x-auth-key-id': id }]);
    expect(sent()[0]).toHaveProperty('x-auth-scopes');
  });

  it.each([401, 403, 429, 500, 503])('what the service answers comes back as it is: %i', async (status) => {
    const { key } = await running.world.key(own);
    const answer = await use(key, { headers: { 'x-answer': String(status) } });
    expect([answer.status, answer.text, answer.headers.get('www-authenticate')]).toEqual([
      status,
      'protected',
      'Its own',
    ]);
    expect(running.seen.map(({ url }) => url)).toEqual([path]);
  });

  it('a key that may read cannot write', async () => {
    const { key } = await running.world.key(own, { scopes: ['recordings:read'] });
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])
      expect([method, (await use(key, { method, body: { any: 'thing' } })).status]).toEqual([method, 405]);
    expect(running.seen).toEqual([]);
  });

  it.each(['/recordings/../templates/1', '/recordings/%2e%2e/templates/1', '/recordings/..%2Ftemplates/1'])(
    'a key for recordings does not reach templates by %s',
    async (path) => {
      const { key } = await running.world.key(own, { scopes: ['recordings:read'] });
      expect((await get('/recordings/1', key)).status).toBe(200);
      running.seen.splice(0);
      await get(path, key);
      expect(running.seen).toEqual([]);
    },
  );

  it('a preflight request of a page is answered without a key, and by the gateway', async () => {
    const headers = {
      origin: page,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    };
    const answer = await use(undefined, { method: 'OPTIONS', headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(page);
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET, HEAD');
    expect(answer.headers.get('access-control-allow-headers')).toBe('Authorization');
    expect(running.seen).toEqual([]);
  });

  it('the page may read what comes back, whether the service, the api or the gateway has answered', async () => {
    const { key } = await running.world.key(own, { scopes: ['recordings:read'] });
    const { key: lacking } = await running.world.key(own, { scopes: ['templates:read'] });
    for (const [token, status] of [
      [key, 200],
      [undefined, 401],
      [lacking, 403],
    ] as const) {
      const answer = await use(token, { headers: { origin: page } });
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([status, page]);
    }
  });

  it.each([{}, { expires_at: new Date(Date.now() + 3_600_000).toISOString() }])(
    `a deleted key is 401 at once, ${deletions} times: %j`,
    async (body) => {
      for (let round = 0; round < deletions; round++) {
        const { id, key } = await running.world.key(own, body);
        expect((await use(key)).status).toBe(200);
        running.seen.splice(0);
        await running.world.api.call(`${own.path}/api-keys/${id}`, {
          method: 'DELETE',
          token: own.tokens.admin,
        });
        const answer = await use(key);
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token"/);
        expect(running.seen).toEqual([]);
      }
    },
  );

  return { running, use };
}

export type Use = (token?: string, options?: Call) => Promise<Answer>;

/** What also holds behind the gateways that ask `authorize`, because they hand on what the api answers. */
export function describeForwardAuthentication(
  gateway: Gateway,
  /** `badRequest` is what the client gets for the api's 400. */
  { deletions, badRequest }: { deletions: number; badRequest: number },
): void {
  describe(`behind ${gateway.name}`, () => {
    const { running, use } = describeProtection(gateway, deletions);
    const authorize = (token?: string) =>
      running.world.api.call('/api/v1/api-keys/authorize?scope=recordings:read', { token });
    let own: TestOrganization;
    beforeAll(async () => {
      own = await running.world.organization('another');
    });

    it('no key, a bad key and a key without the scope get the api’s answer whole', async () => {
      const { key } = await running.world.key(own, { scopes: ['recordings:write'] });
      for (const token of [undefined, 'pk_live_nonsense', key]) {
        const [theirs, ours] = [await use(token), await authorize(token)];
        expect(ours.headers.get('www-authenticate')).toMatch(/^Bearer realm="pocket"/);
        expect(whole(theirs)).toEqual(whole(ours));
      }
      expect(running.seen).toEqual([]);
    });

    it('a key over its rate limit gets the api’s 429 with Retry-After', async () => {
      const { key } = await running.world.key(own);
      const ask = async () => {
        for (let i = 0; i < 100; i++) await authorize(key);
      };
      await Promise.all(Array.from({ length: 10 }, ask));
      const [theirs, ours] = [await use(key), await authorize(key)];
      expect(ours.status).toBe(429);
      expect(essence(theirs)).toEqual({ ...essence(ours), retryAfter: expect.stringMatching(/^[0-9]+$/) });
      expect(running.seen).toEqual([]);
    });

    it.each([
      ['cannot be reached', 'refuse'],
      ['does not answer', 'swallow'],
    ] as const)(
      'while the api %s, everybody gets 503 with a body that says so, and it recovers by itself',
      async (_, failure) => {
        const { key } = await running.world.key(own);
        running.network.fail(failure);
        const forged = { headers: { 'x-auth-key-id': 'forged' } };
        for (const answer of await Promise.all([use(key), use(undefined, forged)])) {
          expect(essence(answer)).toMatchObject({ status: 503, type: 'application/problem+json' });
          expect(answer.body).toMatchObject({ status: 503, code: 'unavailable' });
          expect(answer.body.detail).toMatch(/could not be checked/);
        }
        expect(running.seen).toEqual([]);
        running.network.mend();
        expect((await use(key)).status).toBe(200);
      },
    );
  });

  describe(`behind ${gateway.name}, while the api cannot check a credential`, () => {
    // Nobody listens there.
    const running = useGateway(gateway, { AUTH_JWKS_URL: 'http://127.0.0.1:1/jwks' });

    it('the client gets the api’s 503 with Retry-After', async () => {
      const token = await running.world.issuer.token('anyone');
      const theirs = await call(`${running.url}${path}`, { token });
      const ours = await running.world.api.call('/api/v1/api-keys/authorize?scope=recordings:read', {
        token,
      });
      expect(essence(ours)).toMatchObject({ status: 503, retryAfter: '1' });
      expect(essence(theirs)).toEqual(essence(ours));
      expect(running.seen).toEqual([]);
    });
  });

  describe(`behind ${gateway.name}, if the scope was forgotten`, () => {
    const withoutScope = (block: string) => block.replaceAll('?scope=recordings:read', '');
    const configure: Gateway['configure'] = (place) =>
      gateway.configure({ ...place, printed: (language) => place.printed(language).map(withoutScope) });
    const running = useGateway({ ...gateway, configure }, {});

    it(`a good key gets ${badRequest}, and the service sees nothing`, async () => {
      const { key: token } = await running.world.key(await running.world.organization('own'));
      expect((await call(running.url + path, { token })).status).toBe(badRequest);
      expect(running.seen).toEqual([]);
    });
  });
}

function essence({ status, headers, body: { title, code } }: Answer) {
  const [type] = headers.get('content-type')?.split(';') ?? [];
  return {
    status,
    type,
    retryAfter: headers.get('retry-after'),
    title: title as string,
    code: code as string,
  };
}

function whole(answer: Answer) {
  const { headers, body } = answer;
  return {
    ...essence(answer),
    challenge: headers.get('www-authenticate'),
    cacheControl: headers.get('cache-control'),
    // Each answer has its own, in header and body alike.
    body: { ...body, request_id: body.request_id === headers.get('x-request-id') },
  };
}
