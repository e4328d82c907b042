import { decodeJwt } from 'jose';
import { PersonTokenVerifier } from '@pocket/person-tokens';
import { environmentOf, startApi, startRecordings, type TestService } from '../support/services.js';
import { startOidcProvider, type OidcProvider } from '../support/oidc-provider.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('with a real OpenID provider', () => {
  let provider: OidcProvider;
  let token: string;
  let database: TestDatabase;
  let api: TestService;
  let recordings: TestService;
  beforeAll(async () => {
    provider = await startOidcProvider();
    token = await provider.tokenFor('ann');
    database = await createTestDatabase();
    const env = environmentOf(database.url, provider);
    api = await startApi(env);
    recordings = await startRecordings(env);
  });
  afterAll(async () => {
    await Promise.all([api.close(), recordings.close(), provider.stop()]);
    await database.drop();
  });

  it('a person who signed in there creates an organization and a key, and the key works until it is deleted', async () => {
    const token = await provider.tokenFor('ada');
    const created = await api.call('/api/v1/organization', {
      method: 'POST',
      token,
      body: { name: 'Analytical' },
    });
    expect([created.status, created.body.role]).toEqual([201, 'owner']);
    const path = `/api/v1/organization/${created.body.id}`;
    const key = await api.call(`${path}/api-keys`, { method: 'POST', token, body: { name: 'CI' } });
    const use = async () => (await recordings.call(`${path}/recordings`, { token: key.body.key })).status;
    const asPerson = await recordings.call(`${path}/recordings`, { token });
    expect([key.status, await use(), asPerson.status]).toEqual([201, 200, 200]);
    await api.call(`${path}/api-keys/${key.body.id}`, { method: 'DELETE', token });
    expect(await use()).toBe(401);
  });

  it('someone else who signed in there sees nothing of it', async () => {
    const token = await provider.tokenFor('grace');
    const { body } = await api.call('/api/v1/organization', { token });
    expect(body).toEqual({ organizations: [] });
  });

  it('a person who signed in at a real OpenID provider is accepted, with its keys found by discovery', async () => {
    const { issuer, audience } = provider;
    expect(decodeJwt(token)).toMatchObject({ iss: issuer, aud: audience, sub: 'ann' });
    await expect(new PersonTokenVerifier({ issuer, audience }).verify(token)).resolves.toEqual({
      status: 'valid',
      person: { kind: 'person', userId: 'ann', email: 'ann@acme.example', name: 'ann' },
    });
  });

  it('two people who signed in are told apart', async () => {
    const bob = await new PersonTokenVerifier(provider).verify(await provider.tokenFor('bob'));
    expect(bob).toMatchObject({ status: 'valid', person: { userId: 'bob' } });
  });

  it.each([
    ['for another audience', () => ({ ...provider, audience: 'urn:another:api' })],
    ['under Firebase’s rules, because it has no auth_time', () => ({ ...provider, firebase: true })],
  ])('the same token is refused %s', async (_case, options) => {
    await expect(new PersonTokenVerifier(options()).verify(token)).resolves.toMatchObject({
      status: expect.stringMatching(/^(wrong_audience|malformed)$/),
    });
  });

  it('the same token is refused after its subject was changed', async () => {
    const [header, payload, signature] = token.split('.');
    const forged = Buffer.from(payload, 'base64url').toString().replace('"ann"', '"bob"');
    await expect(
      new PersonTokenVerifier(provider).verify(
        `${header}.${Buffer.from(forged).toString('base64url')}.${signature}`,
      ),
    ).resolves.toMatchObject({ status: 'wrong_signature' });
  });
});
