import { readAnswer } from './introspection-answer.js';

const issuers = ['pocket', 'https://keys.example.com'];
const live = {
  active: true,
  client_id: 'key_x',
  sub: 'key_x',
  org_id: 'org_x',
  scope: 'recordings:read  templates:read',
  iss: 'pocket',
  iat: 1_775_808_000,
  token_type: 'Bearer',
};
const read = (answer: unknown) => readAnswer(JSON.stringify(answer), issuers);
const expiryOf = (more: object) => Object(read({ ...live, ...more })).value.expiresAt;

it('reads a live key', () =>
  expect(read({ ...live, position: 7 })).toEqual({
    value: {
      id: 'key_x',
      organizationId: 'org_x',
      scopes: ['recordings:read', 'templates:read'],
      createdAt: Date.parse('2026-04-10T08:00:00.000Z'),
      expiresAt: null,
    },
    position: 7,
  }));

it('knows no position where the api does not say one', () =>
  expect(read(live)).toMatchObject({ value: { id: 'key_x' }, position: undefined }));

it('reads a key without scopes, which old answers may have', () =>
  expect(read({ ...live, scope: '' })).toMatchObject({ value: { scopes: [] } }));

it('takes nothing but active: false for inactive', () => {
  expect(read({ active: false })).toEqual({ value: undefined });
  for (const active of [0, null, 'false', [], undefined])
    expect(read({ ...live, active })).toMatchObject({ code: 'NOT_INTROSPECTION' });
});

it('takes expires_at before exp, because exp is rounded up', () => {
  expect(expiryOf({ exp: 1_800_000_000 })).toBe(1_800_000_000_000);
  const precise = { exp: 1_800_000_000, expires_at: '2027-01-15T07:59:59.250Z' };
  expect(expiryOf(precise)).toBe(1_799_999_999_250);
  expect(expiryOf({ expires_at: precise.expires_at })).toBe(1_799_999_999_250);
});

it.each([
  { client_id: undefined },
  { client_id: 1 },
  { org_id: undefined },
  { org_id: ['org_x'] },
  { scope: undefined },
  { scope: ['recordings:read'] },
  { iat: undefined },
  { iat: '1775808000' },
  { iat: -1 },
  { iat: 1e300 },
  { exp: null },
  { exp: '1800000000' },
  { exp: 1.5 },
  { exp: 1e300 },
  { exp: 1_800_000_000, expires_at: null },
  { exp: 1_800_000_000, expires_at: '' },
  { expires_at: 'tomorrow' },
  { expires_at: '1' },
  { expires_at: '2027-02-30T00:00:00.000Z' },
  { expires_at: '+010000-01-01T00:00:00.000Z' },
  { expires_at: 1_800_000_000_000 },
  { position: -1 },
  { position: '7' },
  { position: 1e300 },
])('does not trust what the api would not write: %j', (wrong) =>
  expect(read({ ...live, ...wrong })).toMatchObject({ code: 'NOT_INTROSPECTION' }),
);

it.each(['', 'null', '1', '"active"', '{"active":true', '<html>', '['.repeat(60_000)])(
  'does not take %.20s for an answer',
  (text) => expect(readAnswer(text, issuers)).toMatchObject({ code: 'NOT_JSON' }),
);

it('trusts the issuers that it knows, to the letter', () => {
  expect(read({ ...live, iss: 'https://keys.example.com' })).toMatchObject({ value: { id: 'key_x' } });
  for (const iss of [
    undefined,
    null,
    '',
    'Pocket',
    'https://keys.example.com/',
    ['pocket'],
    'https://other.example',
  ])
    expect(read({ ...live, iss })).toMatchObject({ code: 'WRONG_ISSUER' });
});

it('names a wrong issuer in the log only where it is an address', () => {
  const messageOf = (iss: string) => Object(read({ ...live, iss })).message;
  expect(messageOf('https://other.example/path')).toContain(
    'the issuer https://other.example instead of pocket or',
  );
  expect(messageOf('pk_live_\nnext line')).toContain('names no known issuer instead of');
});
