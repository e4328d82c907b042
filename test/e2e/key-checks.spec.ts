import { createHash } from 'node:crypto';
import {
  allowInsecureRequests,
  ClientSecretBasic,
  introspectionRequest,
  processIntrospectionResponse,
} from 'oauth4webapi';
import { createCallers, type Caller } from '../support/callers.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

const secret = 'a secret: with %41, + and "ünïcode"';
const hash = createHash('sha256').update(secret).digest('hex');
const basic = (id: string, password: string) =>
  `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`;

let world: World;
let own: TestOrganization;
let other: TestOrganization;
let callers: Caller[];
beforeAll(async () => {
  world = await createWorld({ INTROSPECTION_CLIENTS: `another=${'0'.repeat(64)},gateway=${hash}` });
  own = await world.organization('own');
  other = await world.organization('other');
  callers = await createCallers(world, own, other);
});
afterAll(() => world.close());

const refusal = ({ kind }: Caller) =>
  ({
    anonymous: [401, 'unauthenticated', 'Bearer realm="pocket"'],
    refused: [401, 'invalid_token', 'Bearer realm="pocket", error="invalid_token"'],
    person: [403, 'insufficient_scope', 'Bearer realm="pocket", error="insufficient_scope"'],
    program: undefined,
  })[kind];

describe('who am I', () => {
  it('is answered to keys only, each with what it is', async () => {
    for (const caller of callers) {
      const { status, body, headers } = await world.api.call('/api/v1/api-keys/self', {
        token: caller.token,
      });
      expect(headers.get('cache-control')).toBe('no-store');
      const refused = refusal(caller);
      if (refused) expect([status, body.code, headers.get('www-authenticate')]).toEqual(refused);
      else
        expect([status, body.organization_id, body.scopes]).toEqual([
          200,
          caller.organizationId,
          caller.scopes,
        ]);
    }
  });

  it('tells exactly what was created', async () => {
    const expires_at = '2030-01-02T03:04:05.678Z';
    const { id, key } = await world.key(own, { name: 'Naïve 🔑', scopes: ['templates:read'], expires_at });
    const { body } = await world.api.call('/api/v1/api-keys/self', { token: key });
    expect(body).toEqual({
      id,
      name: 'Naïve 🔑',
      organization_id: own.id,
      scopes: ['templates:read'],
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      expires_at,
    });
  });
});

describe('forward authentication', () => {
  const authorize = (query: string, token?: string, headers = {}) =>
    world.api.call(`/api/v1/api-keys/authorize${query}`, { token, headers });

  it('lets through keys that have every scope, in the organization asked for, and says who they are', async () => {
    for (const caller of callers) {
      for (const organization of [undefined, own.id, other.id]) {
        for (const scopes of [['recordings:read'], ['recordings:read', 'templates:read']]) {
          const query = new URLSearchParams(scopes.map((scope) => ['scope', scope] as [string, string]));
          if (organization) query.set('organization', organization);
          const answer = await authorize(`?${query}`, caller.token);
          const refused = refusal(caller);
          const may =
            scopes.every((scope) => caller.scopes?.includes(scope)) &&
            (organization ?? caller.organizationId) === caller.organizationId;
          if (refused)
            expect([answer.status, answer.body.code, answer.headers.get('www-authenticate')]).toEqual(
              refused,
            );
          else if (may) {
            expect([answer.status, answer.text]).toEqual([204, '']);
            expect(answer.headers.get('x-auth-organization-id')).toBe(caller.organizationId);
            expect(answer.headers.get('x-auth-key-id')).toMatch(/^key_/);
            expect(answer.headers.get('x-auth-scopes')).toBe(caller.scopes!.join(' '));
          } else {
            expect([answer.status, answer.body.code]).toEqual([403, 'insufficient_scope']);
            const isForeign = organization !== undefined && organization !== caller.organizationId;
            expect(answer.headers.get('www-authenticate')).toBe(
              `Bearer realm="pocket", error="insufficient_scope"${isForeign ? '' : `, scope="${scopes.join(' ')}"`}`,
            );
            expect(answer.headers.get('x-auth-key-id')).toBeNull();
          }
        }
      }
    }
  });

  it('counts as a use of the key only if it lets through', async () => {
    const refused = await world.key(own, { scopes: ['templates:read'] });
    const accepted = await world.key(own);
    expect((await authorize('?scope=recordings:read', refused.key)).status).toBe(403);
    expect((await authorize('?scope=recordings:read', accepted.key)).status).toBe(204);
    const lastUsedAt = async ({ id }: { id: string }) =>
      (await world.api.call(`${own.path}/api-keys/${id}`, { token: own.tokens.viewer })).body.last_used_at;
    // The later use is written after, or together with, the earlier one.
    while ((await lastUsedAt(accepted)) === null) await new Promise(setImmediate);
    expect(await lastUsedAt(refused)).toBeNull();
  });

  it('answers whatever the gateway’s client accepts', async () => {
    const { key } = await world.key(own);
    const answer = await authorize('?scope=recordings:read', key, { accept: 'image/png' });
    expect(answer.status).toBe(204);
  });

  it.each([
    '',
    '?scope=',
    '?scope=recordings:read&scope="x"',
    '?scope=a:b&organization=org_1',
    '?scopes=a:b',
  ])(
    'asked with %j is refused, so that a slip in a gateway’s configuration lets no one in',
    async (query) => {
      const { key } = await world.key(own);
      const answer = await authorize(query, key);
      expect([answer.status, answer.body.code]).toEqual([400, 'validation_failed']);
    },
  );
});

describe('introspection', () => {
  const introspect = (
    body: string,
    authorization: string | undefined = basic('gateway', secret),
    type?: string,
  ) =>
    world.api.call('/api/v1/api-keys/introspect', {
      method: 'POST',
      body,
      headers: {
        'content-type': type ?? 'application/x-www-form-urlencoded',
        ...(authorization && { authorization }),
      },
    });

  it('tells of a live key what RFC 7662 names, and counts as a use', async () => {
    const { id, key } = await world.key(own, { scopes: ['recordings:read', 'templates:read'] });
    const { status, body, headers } = await introspect(`token=${key}&token_type_hint=x&more=y`);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({
      active: true,
      scope: 'recordings:read templates:read',
      client_id: id,
      sub: id,
      org_id: own.id,
      iss: 'pocket',
      iat: expect.any(Number),
      token_type: 'Bearer',
    });
    expect(Math.abs(body.iat - Date.now() / 1000)).toBeLessThan(60);
    const lastUsedAt = async () =>
      (await world.api.call(`${own.path}/api-keys/${id}`, { token: own.tokens.viewer })).body.last_used_at;
    let at = await lastUsedAt();
    while (at === null) at = await lastUsedAt();
    expect(at).toMatch(/Z$/);
  });

  it('tells the expiry in seconds, rounded up, and to the millisecond beside it', async () => {
    const expires_at = '2030-01-02T03:04:05.001Z';
    const { key } = await world.key(own, { expires_at });
    const { body } = await introspect(`token=${key}`);
    expect(body).toMatchObject({ exp: Date.parse('2030-01-02T03:04:06Z') / 1000, expires_at });
  });

  it('answers exactly {"active":false} for everything else', async () => {
    const { id, key } = await world.key(own);
    await world.api.call(`${own.path}/api-keys/${id}`, { method: 'DELETE', token: own.tokens.admin });
    const tokens = [
      key,
      `${key.slice(0, -1)}_`,
      own.tokens.owner,
      'x',
      'pk_live_',
      ...callers.flatMap(({ kind, token }) => (kind === 'refused' && token ? [token] : [])),
    ];
    for (const token of tokens) {
      const { status, text } = await introspect(`token=${encodeURIComponent(token)}`);
      expect([status, text]).toEqual([200, '{"active":false}']);
    }
  });

  it('is refused without the right service credential, also to a live key itself', async () => {
    const { key } = await world.key(own);
    const challenge = 'Basic realm="pocket"';
    for (const [authorization, code] of [
      ['', 'unauthenticated'],
      [`Bearer ${key}`, 'unauthenticated'],
      ['Basic', 'unauthenticated'],
      [basic('gateway', 'wrong'), 'invalid_token'],
      [basic('gateway', hash), 'invalid_token'],
      [basic('another', secret), 'invalid_token'],
      [basic('nobody', secret), 'invalid_token'],
      [basic('', ''), 'invalid_token'],
      ['Basic AAAA', 'invalid_token'],
    ]) {
      const { status, body, headers, text } = await introspect(`token=${key}`, authorization);
      expect([status, body.code, headers.get('www-authenticate')]).toEqual([401, code, challenge]);
      expect(text).not.toContain(secret);
    }
  });

  it.each([
    ['', 400],
    ['token=', 400],
    ['token=a&token=b', 400],
    ['token_type_hint=x', 400],
    ['__proto__=x', 400],
  ])('with the form %j is %i', async (form, status) => {
    expect((await introspect(form)).status).toBe(status);
  });

  it('takes forms only, and the other routes take none', async () => {
    const json = await introspect('{"token":"x"}', undefined, 'application/json');
    expect([json.status, json.body.code]).toEqual([415, 'unsupported_media_type']);
    const form = await world.api.call(`${own.path}/api-keys`, {
      method: 'POST',
      token: own.tokens.admin,
      body: 'name=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form.status).toBe(415);
  });

  it('is understood by a standard client', async () => {
    const { id, key } = await world.key(own, { scopes: ['templates:write'] });
    const server = {
      issuer: 'pocket',
      introspection_endpoint: `${world.api.url}/api/v1/api-keys/introspect`,
    };
    const client = { client_id: 'gateway' };
    const ask = async (password: string) =>
      processIntrospectionResponse(
        server,
        client,
        await introspectionRequest(server, client, ClientSecretBasic(password), key, {
          [allowInsecureRequests]: true,
        }),
      );
    expect(await ask(secret)).toMatchObject({
      active: true,
      client_id: id,
      scope: 'templates:write',
      org_id: own.id,
    });
    await expect(ask('wrong')).rejects.toThrow('WWW-Authenticate');
    await world.api.call(`${own.path}/api-keys/${id}`, { method: 'DELETE', token: own.tokens.admin });
    expect(await ask(secret)).toEqual({ active: false });
  });
});
