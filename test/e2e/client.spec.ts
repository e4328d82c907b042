import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient, createRecordingsClient, type Recording } from '@pocket/client';
import { createWorld, type World } from '../support/world.js';

describe('@pocket/client', () => {
  let world: World;
  beforeAll(async () => {
    const hash = createHash('sha256').update('a secret').digest('hex');
    world = await createWorld({ INTROSPECTION_CLIENTS: `billing=${hash}` });
  });
  afterAll(() => world.close());

  const as = async (person: string) =>
    createClient({ baseUrl: world.api.url, token: await world.issuer.token(person) });
  const organization = async (name: string) => {
    const owner = await as(`owner-of-${name}`);
    const { data } = await owner.POST('/api/v1/organization', { body: { name } });
    return { owner, path: { orgId: data!.id } };
  };

  it('goes with a key through its whole life', async () => {
    const { owner, path } = await organization('acme');
    const grace = await owner.POST('/api/v1/organization/{orgId}/members', {
      params: { path },
      body: { user_id: 'auth0|grace/hopper', role: 'admin', email: 'grace@example.com' },
    });
    expect(grace.data).toMatchObject({ user_id: 'auth0|grace/hopper', role: 'admin', status: 'active' });
    const changed = await owner.PATCH('/api/v1/organization/{orgId}/members/{userId}', {
      params: { path: { ...path, userId: 'auth0|grace/hopper' } },
      body: { role: 'owner' },
    });
    expect(changed.data?.role).toBe('owner');

    const admin = await as('auth0|grace/hopper');
    const { data: created, response } = await admin.POST('/api/v1/organization/{orgId}/api-keys', {
      params: { path },
      body: { name: 'CI', scopes: ['recordings:read'], expires_at: '2034-01-15T10:00:00+01:00' },
      headers: { 'X-Request-Id': 'from-the-client' },
    });
    expect(response.headers.get('x-request-id')).toBe('from-the-client');
    expect(created).toMatchObject({ scopes: ['recordings:read'], expires_at: '2034-01-15T09:00:00.000Z' });
    const { id, key, ...shown } = created!;
    const keyPath = { ...path, keyId: id };

    const list = await admin.GET('/api/v1/organization/{orgId}/api-keys', { params: { path } });
    expect(list.data?.keys).toEqual([{ id, ...shown, last_used_at: null }]);
    const one = await admin.GET('/api/v1/organization/{orgId}/api-keys/{keyId}', {
      params: { path: keyPath },
    });
    expect(one.data).toEqual(list.data?.keys[0]);

    const program = createClient({ baseUrl: world.api.url, token: key });
    const self = await program.GET('/api/v1/api-keys/self');
    expect(self.data).toEqual({ id, ...shown, organization_id: path.orgId });
    const allowed = await program.GET('/api/v1/api-keys/authorize', {
      params: { query: { scope: ['recordings:read'] } },
    });
    expect(allowed.response.status).toBe(204);
    expect(allowed.response.headers.get('x-auth-key-id')).toBe(id);

    const recordings = createRecordingsClient({ baseUrl: world.recordings.url, token: key });
    const none = await recordings.GET('/api/v1/organization/{orgId}/recordings', { params: { path } });
    expect(none.data).toEqual({ recordings: [], next_cursor: null });
    const refused = await recordings.POST('/api/v1/organization/{orgId}/recordings', {
      params: { path },
      body: { title: 'Weekly sync' },
    });
    expect([refused.data, refused.error?.code]).toEqual([undefined, 'insufficient_scope']);
    expect(refused.response.status).toBe(403);

    const deleted = await admin.DELETE('/api/v1/organization/{orgId}/api-keys/{keyId}', {
      params: { path: keyPath },
    });
    expect(deleted.data).toEqual({ success: true });
    const dead = await program.GET('/api/v1/api-keys/self');
    expect([dead.response.status, dead.error?.code]).toEqual([401, 'invalid_token']);
    expect(dead.error?.request_id).toBe(dead.response.headers.get('x-request-id'));
  });

  it('tells each wrong place of a request', async () => {
    const { owner, path } = await organization('places');
    const { error } = await owner.POST('/api/v1/organization/{orgId}/api-keys', {
      params: { path },
      body: { name: ' ', scopes: [] },
    });
    const errors = error?.code === 'validation_failed' ? error.errors : undefined;
    expect(errors?.map(({ pointer }) => pointer).sort()).toEqual(['/name', '/scopes']);
  });

  it('reads a list to its end by next_cursor, each item once', async () => {
    const { owner, path } = await organization('pages');
    const { data } = await owner.POST('/api/v1/organization/{orgId}/api-keys', {
      params: { path },
      body: { name: 'Recorder', scopes: ['recordings:read', 'recordings:write'] },
    });
    const recorder = createRecordingsClient({ baseUrl: world.recordings.url, token: data!.key });
    const ids: string[] = [];
    for (let index = 0; index < 7; index++) {
      const created = await recorder.POST('/api/v1/organization/{orgId}/recordings', {
        params: { path },
        body: { title: `Number ${index}` },
      });
      ids.unshift(created.data!.id);
    }
    const read: Recording[] = [];
    let cursor: string | undefined;
    do {
      const page = await recorder.GET('/api/v1/organization/{orgId}/recordings', {
        params: { path, query: { limit: 3, cursor } },
      });
      if (page.error) throw new Error(page.error.detail);
      read.push(...page.data.recordings);
      cursor = page.data.next_cursor ?? undefined;
    } while (cursor);
    expect(read.map(({ id }) => id)).toEqual(ids);
  });

  it('asks for the token before every request, so that it can be renewed', async () => {
    const tokens = [await world.issuer.expiredToken('ada'), await world.issuer.token('ada')];
    const ada = createClient({ baseUrl: `${world.api.url}/`, token: async () => tokens.shift()! });
    expect((await ada.GET('/api/v1/organization')).error?.code).toBe('invalid_token');
    expect((await ada.GET('/api/v1/organization')).data).toEqual({ organizations: [] });
  });

  it('keeps the credential that a call brings along, such as a service’s own for introspection', async () => {
    const { owner, path } = await organization('introspection');
    const { data } = await owner.POST('/api/v1/organization/{orgId}/api-keys', {
      params: { path },
      body: { name: 'CI' },
    });
    const answer = await owner.POST('/api/v1/api-keys/introspect', {
      headers: {
        Authorization: `Basic ${Buffer.from('billing:a secret').toString('base64')}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: { token: data!.key },
      // By itself the client does this in Node, but it does not know the `Headers` of Jest's realm.
      bodySerializer: ({ token }) => new URLSearchParams({ token }),
    });
    expect(answer.data).toMatchObject({ active: true, sub: data!.id, org_id: path.orgId });
  });

  it('rejects when a proxy answers instead of the service, for that is no Problem', async () => {
    const proxy = createServer((_, response) => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, token: 'pk_live_secret' });
    const refusal = await client.GET('/api/v1/api-keys/self').catch((error: Error) => error.message);
    proxy.closeAllConnections();
    proxy.close();
    expect(refusal).toMatch(/^GET http:\S+\/api\/v1\/api-keys\/self: 502/);
    expect(refusal).not.toContain('secret');
  });
});
