import { inspect } from 'node:util';
import { DataSource } from 'typeorm';
import { createHash } from 'node:crypto';
import { createPlace, credentialsOf, goodCall, type Place } from '../support/documented-calls.js';
import { startHost, type Host, type HostChoice } from '../support/hosts.js';
import { sendRaw } from '../support/raw-http.js';
import { readTable } from '../support/read-table.js';
import { refusedBodies } from '../support/refused-bodies.js';
import type { Answer, Call } from '../support/services.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

const secret = 'of the reports service';
const introspectionClients = [
  { id: 'reports', secretHash: createHash('sha256').update(secret).digest('hex') },
];

const hosts: [string, HostChoice][] = [
  ['Express', { platform: 'express' }],
  ['Fastify', { platform: 'fastify' }],
  ['Express with a ValidationPipe of its own', { platform: 'express', validationPipe: true }],
  ['Fastify with a ValidationPipe of its own', { platform: 'fastify', validationPipe: true }],
];

/** What of an answer must be the same wherever the module is: not the id of the request, nor what HTTP servers add. */
function visible({ status, headers, text, body }: Answer) {
  const compared = ['content-type', 'cache-control', 'www-authenticate', 'retry-after'];
  return {
    status,
    headers: compared.map((name) => `${name}: ${headers.get(name)}`),
    text: text.replace(`"request_id":"${body.request_id}"`, ''),
  };
}

describe.each(hosts)('the module in an application on %s', (_, choice) => {
  let world: World;
  let acme: TestOrganization;
  let other: TestOrganization;
  let host: Host;
  beforeAll(async () => {
    world = await createWorld({
      INTROSPECTION_CLIENTS: introspectionClients.map(({ id, secretHash }) => `${id}=${secretHash}`).join(),
    });
    [acme, other] = [await world.organization('acme'), await world.organization('other')];
    host = await startHost(world, { ...choice, options: { introspectionClients } });
  });
  afterAll(async () => {
    await host.close();
    await world.close();
  });

  /** The answers of the api and of the host to the same request, which must be the same. */
  const expectSame = async (path: string, request: Call) => {
    const [fromApi, fromHost] = [await world.api.call(path, request), await host.call(path, request)];
    expect(visible(fromHost)).toEqual(visible(fromApi));
    return fromHost;
  };

  const routes = Object.entries(refusedBodies).filter(([, { service }]) => service === 'api');
  describe.each(routes)('%s', (route, { table, cases }) => {
    const [method, template] = route.split(' ') as [string, string];
    it.each(cases)(
      '%s is refused as by the api, byte for byte, and nothing is stored',
      async (_title, body) => {
        const before = await readTable(world.database.url, table);
        const request = { method, token: acme.tokens.owner, body };
        expect((await expectSame(template.replace(':orgId', acme.id), request)).status).toBe(400);
        expect(await readTable(world.database.url, table)).toEqual(before);
      },
    );
  });

  it('refuses what is no body of the route as the api does: its type, its size, its encoding', async () => {
    const path = `${acme.path}/api-keys`;
    const token = acme.tokens.admin;
    const send = (body: string, headers: Record<string, string>) =>
      expectSame(path, { method: 'POST', token, body, headers });
    const statuses = [
      await send('name=x', { 'content-type': 'application/x-www-form-urlencoded' }),
      await send('{"name":"x"}', { 'content-type': 'text/plain' }),
      await send('{"name":"x"}', { 'content-type': 'application/json; charset=latin1' }),
      await send('{"name":"x"}', { 'content-type': 'application/json', 'content-encoding': 'gzip' }),
      await send(`{"name":"${'x'.repeat(70_000)}"}`, { 'content-type': 'application/json' }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([415, 415, 415, 415, 413]);
  });

  it('reads bodies by itself however the address is written', async () => {
    const { port } = new URL(host.url);
    // Fastify takes a fragment for a part of the path, which no route has.
    for (const tail of choice.platform === 'express' ? ['', '#x', '?x#y', '/'] : ['', '?x']) {
      const body = '{"name":"first","name":"second"}';
      const answer = await sendRaw(
        host.url,
        `POST ${acme.path}/api-keys${tail} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${acme.tokens.admin}\r\n` +
          `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      );
      expect([tail, answer.status, JSON.parse(await answer.text()).errors[0].code]).toEqual([
        tail,
        400,
        'duplicate_field',
      ]);
    }
  });

  it('refuses callers before it reads bodies, and other tenants without a trace, as the api does', async () => {
    const { key } = await world.key(acme, { scopes: ['recordings:read'] });
    const foreign = await world.key(other);
    const bad = { method: 'POST', body: '{' };
    for (const [path, request, status] of [
      [`${acme.path}/api-keys`, bad, 401],
      [`${acme.path}/api-keys`, { ...bad, token: 'x' }, 401],
      [`${acme.path}/api-keys`, { ...bad, token: key }, 403],
      [`${acme.path}/api-keys`, { ...bad, token: acme.tokens.viewer }, 403],
      [`${other.path}/api-keys`, { ...bad, token: acme.tokens.owner }, 404],
      [`${other.path}/api-keys`, { token: acme.tokens.owner }, 404],
      [`${acme.path}/api-keys/${foreign.id}`, { token: acme.tokens.owner }, 404],
      [`${acme.path}/api-keys/${foreign.id}`, { method: 'DELETE', token: acme.tokens.owner }, 404],
      // Before the key is used, since each service writes that when it has time.
      [`${acme.path}/api-keys`, { token: acme.tokens.viewer }, 200],
      ['/api/v1/api-keys/authorize?scope=recordings:read', { token: key }, 204],
      ['/api/v1/api-keys/authorize?scope=recordings:write', { token: key }, 403],
      ['/api/v1/api-keys/authorize?scope=recordings:raed', { token: key }, 400],
      ['/api/v1/api-keys/authorize?scope=x:y', { token: key }, 400],
      ['/api/v1/api-keys/authorize', { token: key }, 400],
      ['/api/v1/api-keys/authorize?scope=recordings:read&colour=red', { token: key }, 400],
      [`/api/v1/api-keys/authorize?scope=recordings:read&organization=${other.id}`, { token: key }, 403],
      ['/api/v1/api-keys/self', { token: key }, 200],
      ['/api/v1/api-keys/self', { token: acme.tokens.owner }, 403],
      [`${acme.path}/members`, { token: acme.tokens.viewer }, 200],
    ] as const)
      expect([path, (await expectSame(path, request)).status]).toEqual([path, status]);
  });

  it('introspects as the api does, by HTTP Basic and by the form, and by one of them only', async () => {
    const { key } = await world.key(acme, { expires_at: '2030-01-02T03:04:05.001Z' });
    const path = '/api/v1/api-keys/introspect';
    const basic = `Basic ${Buffer.from(`reports:${secret}`).toString('base64')}`;
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const ask = (fields: Record<string, string> | [string, string][], headers: Record<string, string> = {}) =>
      expectSame(path, {
        method: 'POST',
        headers: { ...form, ...headers },
        body: new URLSearchParams(fields).toString(),
      });
    const credential = { client_id: 'reports', client_secret: secret };
    const active = await ask({ token: key, colour: 'red' }, { authorization: basic });
    expect(active.body).toMatchObject({ active: true, iss: 'pocket', org_id: acme.id });
    expect((await ask({ token: key, ...credential })).body).toEqual(active.body);
    expect((await ask({ token: `${key}x`, ...credential })).text).toBe('{"active":false}');
    const statuses = [
      await ask({ token: key }),
      await ask({ token: key, ...credential, client_secret: 'wrong' }),
      await ask({ token: key, client_id: 'reports' }),
      await ask({ token: key, ...credential }, { authorization: basic }),
      await ask([
        ['token', key],
        ['client_id', 'reports'],
        ['client_secret', secret],
        ['client_secret', secret],
      ]),
      await ask(
        [
          ['token', key],
          ['token', key],
        ],
        { authorization: basic },
      ),
      await ask({}, { authorization: basic }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([401, 401, 401, 400, 400, 400, 400]);
    const inQuery = await expectSame(`${path}?client_id=reports&client_secret=x`, {
      method: 'POST',
      headers: { ...form, authorization: basic },
      body: `token=${key}`,
    });
    expect(inQuery.status).toBe(400);
  });

  it('creates, lists, uses and deletes a key, with no-store and Location at each step', async () => {
    const token = acme.tokens.admin;
    const created = await host.call(`${acme.path}/api-keys`, {
      method: 'POST',
      token,
      body: { name: ' CI ' },
    });
    expect(created.status).toBe(201);
    expect(created.headers.get('cache-control')).toBe('no-store');
    expect(created.headers.get('location')).toBe(`${acme.path}/api-keys/${created.body.id}`);
    expect(created.body).toMatchObject({ name: 'CI', scopes: expect.arrayContaining(['recordings:read']) });
    const read = await host.call(created.headers.get('location')!, { token });
    expect([read.status, read.body.name, read.headers.get('cache-control')]).toEqual([200, 'CI', 'no-store']);
    const use = () => host.call('/api/v1/api-keys/self', { token: created.body.key });
    expect((await use()).status).toBe(200);
    const options = { method: 'DELETE', token, headers: { 'content-type': 'application/json' } };
    expect((await host.call(created.headers.get('location')!, options)).body).toEqual({ success: true });
    expect((await use()).status).toBe(401);
    expect((await world.api.call('/api/v1/api-keys/self', { token: created.body.key })).status).toBe(401);
  });

  it('never shows SQL, a parameter or a hash in the host’s own log, not even where a table is missing', async () => {
    const dataSource = host.app.get(DataSource);
    await dataSource.query('ALTER TABLE api_keys RENAME TO api_keys_elsewhere');
    try {
      const token = acme.tokens.admin;
      const body = { name: 'A name of the caller' };
      const failed = await host.call(`${acme.path}/api-keys`, { method: 'POST', token, body });
      expect([failed.status, failed.body.code]).toEqual([500, 'internal_error']);
      const lines = inspect(host.logged, { depth: 10, showHidden: true });
      expect(lines).toContain('internal_error');
      expect(lines).not.toMatch(/A name of the caller|INSERT|SELECT|key_hash|[0-9a-f]{64}/);
    } finally {
      await dataSource.query('ALTER TABLE api_keys_elsewhere RENAME TO api_keys');
    }
  });
});

// The api says no-store of every path under /api, so that only a host shows what the guards say.
describe.each(hosts.slice(0, 2))('every operation in an application on %s', (_, choice) => {
  let place: Place;
  let host: Host;
  beforeAll(async () => {
    place = await createPlace();
    const [id, secretHash] = place.world.env['INTROSPECTION_CLIENTS']!.split('=') as [string, string];
    host = await startHost(place.world, {
      ...choice,
      options: { introspectionClients: [{ id, secretHash }] },
    });
  });
  afterAll(async () => {
    await host.close();
    await place.world.close();
  });

  it('is answered with no-store to everyone who may send it', async () => {
    const faults: string[] = [];
    for (const operation of place.operations.filter(({ service }) => service === 'api'))
      for (const { caller, authorization } of credentialsOf(place.acme, operation)) {
        const { path, call } = await goodCall(place, operation);
        const { status, headers } = await host.call(path, {
          ...call,
          headers: { ...call.headers, authorization },
        });
        const answer = `${status} with ${headers.get('cache-control')}`;
        if (!/^2\d\d with no-store$/.test(answer))
          faults.push(`${operation.name}, by ${caller}, is answered ${answer}`);
      }
    expect(faults).toEqual([]);
  });
});
