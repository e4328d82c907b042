import { createHash } from 'node:crypto';
import * as oauth from 'oauth4webapi';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

const secret = 'of the reports service: %+&=';
const reports = `reports=${createHash('sha256').update(secret).digest('hex')}`;

describe('a deployed api with scopes of its own (API_KEY_SCOPES)', () => {
  let world: World;
  let acme: TestOrganization;
  beforeAll(async () => {
    world = await createWorld({
      API_KEY_SCOPES: 'invoices:read=Read invoices; invoices:write=Write invoices',
    });
    acme = await world.organization('acme');
  });
  afterAll(() => world.close());

  it('gives them to keys, after Pocket’s own, and all of them where none are named', async () => {
    const create = async (scopes?: string[]) => {
      const body = { name: 'x', scopes };
      return (
        await world.api.call(`${acme.path}/api-keys`, { method: 'POST', token: acme.tokens.admin, body })
      ).body;
    };
    expect((await create(['invoices:read', 'recordings:read'])).scopes).toEqual([
      'recordings:read',
      'invoices:read',
    ]);
    expect((await create()).scopes.slice(-2)).toEqual(['invoices:read', 'invoices:write']);
  });

  it('answers gateways about them, and says where a scope is misspelt instead of refusing everyone', async () => {
    const { key } = await world.key(acme, { scopes: ['invoices:read'] });
    const authorize = (scope: string) =>
      world.api.call(`/api/v1/api-keys/authorize?scope=${scope}`, { token: key });
    expect((await authorize('invoices:read')).headers.get('x-auth-scopes')).toBe('invoices:read');
    expect((await authorize('invoices:write')).status).toBe(403);
    const misspelt = await authorize('invoice:read');
    expect([misspelt.status, misspelt.body.code, misspelt.body.errors]).toEqual([
      400,
      'validation_failed',
      [{ pointer: '/scope', code: 'unknown_scope', detail: expect.stringContaining('API_KEY_SCOPES') }],
    ]);
  });

  it('names them in its document', async () => {
    const { body } = await world.api.call('/openapi.json');
    expect(JSON.stringify(body.components.schemas)).toContain('invoices:read');
  });
});

describe('a deployed api under a public address (PUBLIC_URL)', () => {
  const publicUrl = 'https://keys.example.com';
  let world: World;
  let acme: TestOrganization;
  beforeAll(async () => {
    world = await createWorld({ PUBLIC_URL: publicUrl, INTROSPECTION_CLIENTS: reports });
    acme = await world.organization('acme');
  });
  afterAll(() => world.close());

  it('answers with absolute addresses below it: the type of every error, Location, the document’s server', async () => {
    const body = { name: 'x' };
    const created = await world.api.call(`${acme.path}/api-keys`, {
      method: 'POST',
      token: acme.tokens.admin,
      body,
    });
    expect(created.headers.get('location')).toBe(`${publicUrl}${acme.path}/api-keys/${created.body.id}`);
    for (const [path, token] of [
      ['/nowhere', undefined],
      [`${acme.path}/api-keys`, undefined],
      [`${acme.path}/api-keys/key_00000000000000000000000000`, acme.tokens.admin],
      ['/api/v1/api-keys/self', 'pk_live_x'],
    ] as const) {
      const { body: problem } = await world.api.call(path, { token });
      expect(problem.type).toBe(`${publicUrl}/problems/${problem.code}`);
    }
    const document = await world.api.call('/openapi.json');
    expect(document.body.servers).toMatchObject([{ url: publicUrl }]);
  });

  /** What a standard client fetches is at the public address; here it is at the test's. */
  const [customFetch, allow] = [oauth.customFetch, oauth.allowInsecureRequests];
  const options = () => ({
    [allow]: true,
    [customFetch]: (url: string, init: object) =>
      fetch(url.replace(publicUrl, world.api.url), init as RequestInit),
  });

  it.each([
    ['client_secret_post', oauth.ClientSecretPost(secret)],
    ['client_secret_basic', oauth.ClientSecretBasic(secret)],
  ])('is found by its metadata (RFC 8414), and introspects with %s', async (_, authentication) => {
    const issuer = new URL(publicUrl);
    const discovered = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...options() });
    const server = await oauth.processDiscoveryResponse(issuer, discovered);
    expect(server.introspection_endpoint_auth_methods_supported).toEqual([
      'client_secret_basic',
      'client_secret_post',
    ]);
    const { key } = await world.key(acme, { expires_at: '2030-01-02T03:04:05.001Z' });
    const client = { client_id: 'reports' };
    const response = await oauth.introspectionRequest(server, client, authentication, key, options());
    const answer = await oauth.processIntrospectionResponse(server, client, response);
    expect(answer).toMatchObject({ active: true, iss: publicUrl, org_id: acme.id });
  });

  it('has no metadata where it has no public address', async () => {
    const plain = await createWorld();
    expect((await plain.api.call('/.well-known/oauth-authorization-server')).status).toBe(404);
    await plain.close();
  });
});
