import { createHash } from 'node:crypto';
import type { ApiKeysOptions } from '@pocket/api-keys';
import { PersonTokenVerifier, type PersonTokenOptions } from '@pocket/person-tokens';
import { startHost } from '../support/hosts.js';
import { createWorld, type World } from '../support/world.js';

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');
const client = (id: string, secretHash: string) => ({ introspectionClients: [{ id, secretHash }] });

it('an application whose Express reads bodies before Nest is answered like any other', async () => {
  const world = await createWorld();
  const { path, tokens } = await world.organization('acme');
  const host = await startHost(world, { platform: 'express', readsBodies: true });
  const create = (body: object) =>
    host.call(`${path}/api-keys`, { method: 'POST', token: tokens.admin, body });
  expect((await create({ name: 'A key' })).status).toBe(201);
  expect((await create({ name: 'A key', colour: 'red' })).body.code).toBe('validation_failed');
  await host.close();
  await world.close();
});

describe('an application that hosts the whole module does not start', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  const start = (options: ApiKeysOptions) =>
    startHost(world, { platform: 'fastify', options }).then(
      async (host) => {
        await host.close();
        return 'started';
      },
      (error: Error) => error.message,
    );

  it.each<[string, ApiKeysOptions, RegExp]>([
    ['a prefix that keys cannot have', { prefix: 'pk' }, /prefix of API keys is "pk": it must be/],
    [
      'a limit that is no number',
      { maxPerOrganization: Number('many') },
      /maxPerOrganization is NaN: it must be/,
    ],
    ['a limit below 1', { maxPerOrganization: 0 }, /maxPerOrganization is 0: it must be/],
    [
      'a public address without a scheme',
      { publicUrl: 'keys.example.com' },
      /publicUrl .* must be .* such as https:/,
    ],
    [
      'a public address with a path',
      { publicUrl: 'https://example.com/keys' },
      /publicUrl .* without a path/,
    ],
    ['a scope of another form', { scopes: [{ name: 'Read', description: '' }] }, /"Read" is not of the form/],
    [
      'a secret in place of its hash',
      client('reports', 'secret'),
      /"reports".* 64 hex digits of the SHA-256/,
    ],
    ['the hash of the empty secret', client('reports', hashOf('')), /"reports".* empty secret/],
  ])('with %s, and says what to change', async (_, options, message) => {
    expect(await start(options)).toMatch(message);
  });

  it('but with options that can work', async () => {
    const options = { maxPerOrganization: 1, publicUrl: 'https://keys.example.com', prefix: 'acme_live_' };
    expect(await start({ ...options, ...client('reports', hashOf('right').toUpperCase()) })).toBe('started');
  });
});

describe('people’s tokens are not accepted', () => {
  const options = { issuer: 'https://login.example.com', audience: 'pocket' };

  it.each<[string, Partial<PersonTokenOptions>, RegExp]>([
    ['without an issuer', { issuer: undefined }, /needs the options issuer and audience/],
    [
      'without an audience, which would let in tokens for other services',
      { audience: '' },
      /issuer and audience/,
    ],
    ['of an issuer whose keys come over http', { issuer: 'http://login.example.com' }, /https/],
    ['with keys over http', { jwksUrl: 'http://login.example.com/jwks' }, /https/],
  ])('%s', (_, wrong, message) => {
    expect(() => new PersonTokenVerifier({ ...options, ...wrong })).toThrow(message);
    expect(() => new PersonTokenVerifier(options)).not.toThrow();
  });
});
