import { withoutCredentials } from './credentials.js';

const key = 'pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD';
const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlLV8';

describe('a line of the log', () => {
  it.each([
    [
      `Unexpected token 'p', "${key}" is not valid JSON`,
      `Unexpected token 'p', "[credential]" is not valid JSON`,
    ],
    [`{"stack":"x\\n${key}\\n    at f (a.js:1:2)"}`, '{"stack":"x\\n[credential]\\n    at f (a.js:1:2)"}'],
    ['other0_test_0123456789ABCDEFGHIJKLMNOP49O6qD', '[credential]'],
    [`token=${jwt}&x=1`, 'token=[credential]&x=1'],
    ['authorization: Basic cmVwb3J0czpzZWNyZXQ=', 'authorization: Basic [credential]'],
    [`bearer ${key}x`, 'bearer [credential]'],
  ])('holds no credential: %s', (text, expected) => {
    expect(withoutCredentials(text)).toBe(expected);
  });

  it.each([
    '{"msg":"API key created","key_id":"key_01ARZ3NDEKTSV4RRFFQ69G5FAV","organization_id":"org_01ARZ3NDEKTSV4RRFFQ69G5FAV"}',
    'a key starts with pk_live_ and is sent as Bearer token',
    'at DatabaseApiKeyVerifier.verify (database.verifier.js:10:3)',
  ])('keeps what is none: %s', (text) => {
    expect(withoutCredentials(text)).toBe(text);
  });
});
