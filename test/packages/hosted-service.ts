import { call } from '../support/services.js';
import type { TokenIssuer } from '../support/token-issuer.js';
import { tenantsOf, type Api, type TestOrganization } from '../support/world.js';
import { expectProtected } from './expect-protected.js';

/** Everything that the page "Host it yourself" promises, on its service at this address. */
export async function expectHosted(url: string, issuer: TokenIssuer): Promise<void> {
  const api: Api = { call: (path, options) => call(url + path, options) };
  const tenants = tenantsOf(api, issuer);
  const [own, other] = [await tenants.organization('own'), await tenants.organization('other')];
  const address = ({ id }: TestOrganization) => `${url}/organization/${id}/invoices`;
  const scopes = { scope: 'invoices:read', otherScope: 'recordings:read' };
  await expectValidation(api, own);
  await expectTenancy(api, own, other);
  await expectProtected({ tenants, api, own, other, address, ...scopes, isForPeople: true });
}

/** What is wrong is named and not stored, in the format of every error. */
async function expectValidation(api: Api, { path, tokens }: TestOrganization): Promise<void> {
  const token = tokens.admin;
  const create = (body: unknown) => api.call(`${path}/api-keys`, { method: 'POST', token, body });
  for (const [body, pointer] of [
    [{ name: 'garbage', expires_at: 'yesterday' }, '/expires_at'],
    [{ name: 'x', scopes: [] }, '/scopes'],
    [{ name: 'x', scopes: ['invoices:write'] }, '/scopes/0'],
    [{ name: 12345 }, '/name'],
    [{ name: 'a\u0000b' }, '/name'],
    [{}, '/name'],
    [{ name: 'x', surprise: 1 }, '/surprise'],
    ['{', ''],
  ] as const) {
    const answer = await create(body);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
  expect((await api.call(`${path}/api-keys`, { token })).body).toEqual({ keys: [] });
  const created = await create({ name: 'Right', expires_at: '2035-01-15T10:00:00+02:00' });
  expect([created.status, created.headers.get('cache-control')]).toEqual([201, 'no-store']);
  expect(created.body).toMatchObject({ name: 'Right', expires_at: '2035-01-15T08:00:00.000Z' });
  const role = await api.call(`${path}/members`, {
    method: 'POST',
    token,
    body: { user_id: 'x', role: 'superuser', email: 'not-an-email' },
  });
  expect(role.body.errors?.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/role', '/email']);
}

/** Another organization is not there, neither its routes nor its keys. */
async function expectTenancy(api: Api, own: TestOrganization, other: TestOrganization): Promise<void> {
  const body = { name: 'Other’s' };
  const key = await api.call(`${other.path}/api-keys`, { method: 'POST', token: other.tokens.admin, body });
  for (const [method, path] of [
    ['GET', `${own.path}/api-keys/${key.body.id}`],
    ['DELETE', `${own.path}/api-keys/${key.body.id}`],
    ['GET', `${other.path}/api-keys`],
    ['GET', `${other.path}/members`],
  ] as const) {
    const answer = await api.call(path, { method, token: own.tokens.admin });
    expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 404, 'not_found']);
  }
  const self = await api.call('/api/v1/api-keys/self', { token: key.body.key });
  expect(self.body).toMatchObject({ name: 'Other’s', organization_id: other.id });
}
