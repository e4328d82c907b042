import { decodeJwt } from 'jose';
import { PersonTokenVerifier } from '../../libs/access/src/person-token.verifier.js';
import { startOidcProvider, type OidcProvider } from '../support/oidc-provider.js';

let provider: OidcProvider;
let token: string;

beforeAll(async () => {
  provider = await startOidcProvider();
  token = await provider.tokenFor('ann');
});
afterAll(() => provider?.stop());

test('a person who signed in at a real OpenID provider is accepted, with its keys found by discovery', async () => {
  const { issuer, audience } = provider;
  expect(decodeJwt(token)).toMatchObject({ iss: issuer, aud: audience, sub: 'ann' });
  await expect(new PersonTokenVerifier({ issuer, audience }).verify(token)).resolves.toEqual({
    kind: 'person',
    userId: 'ann',
    email: 'ann@acme.example',
    name: 'ann',
  });
});

test('two people who signed in are told apart', async () => {
  const { userId } = await new PersonTokenVerifier(provider).verify(await provider.tokenFor('bob'));
  expect(userId).toBe('bob');
});

test.each([
  ['for another audience', () => ({ ...provider, audience: 'urn:another:api' })],
  ['under Firebase’s rules, because it has no auth_time', () => ({ ...provider, firebase: true })],
])('the same token is refused %s', async (_case, options) => {
  await expect(new PersonTokenVerifier(options()).verify(token)).rejects.toMatchObject({
    code: 'invalid_token',
  });
});

test('the same token is refused after its subject was changed', async () => {
  const [header, payload, signature] = token.split('.');
  const forged = Buffer.from(payload, 'base64url').toString().replace('"ann"', '"bob"');
  await expect(
    new PersonTokenVerifier(provider).verify(
      `${header}.${Buffer.from(forged).toString('base64url')}.${signature}`,
    ),
  ).rejects.toMatchObject({ code: 'invalid_token' });
});
