import { environmentOf, startApi, startRecordings, type TestService } from '../support/services.js';
import { startOidcProvider, type OidcProvider } from '../support/oidc-provider.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('with a real OpenID provider', () => {
  let provider: OidcProvider;
  let database: TestDatabase;
  let api: TestService;
  let recordings: TestService;
  beforeAll(async () => {
    provider = await startOidcProvider();
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
});
