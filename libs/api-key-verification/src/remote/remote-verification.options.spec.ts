import { checkOptions, originOf } from './remote-verification.options.js';

const right = { url: 'https://keys.example.com', clientId: 'reports', clientSecret: 'secret' };

test.each([
  {},
  { url: 'https://example.com/keys/' },
  { url: 'http://127.0.0.1:3000' },
  { url: 'http://localhost:3000' },
  { url: 'http://[::1]:3000' },
  { issuer: 'https://keys.example.com' },
  { issuer: 'http://127.0.0.1:3000' },
])('accepted: %j', (options) => expect(() => checkOptions({ ...right, ...options })).not.toThrow());

const travelsInClear =
  'because the client secret would travel in clear; http:// is for loopback addresses only.';
const needsScheme = 'must begin with https:// and name a host, such as https://keys.example.com.';
const needsLess = 'cannot use the option url: it must have no user name, password, query or fragment.';
const needsOrigin = "must be the api's PUBLIC_URL without a path and without a slash at its end";

test.each([
  [{ url: '' }, 'RemoteApiKeyVerificationModule needs the option url: the address of the api'],
  [{ url: undefined }, 'needs the option url'],
  [{ clientId: '' }, "needs the option clientId: this service's id in the api's INTROSPECTION_CLIENTS."],
  [{ clientSecret: undefined }, 'needs the option clientSecret: the secret whose SHA-256'],
  [
    { url: '127.0.0.1:3000' },
    `RemoteApiKeyVerificationModule cannot use the option url "127.0.0.1:3000": it ${needsScheme}`,
  ],
  [{ url: 'localhost:3000' }, `"localhost:3000": it ${needsScheme}`],
  [{ url: 'keys.example.com' }, needsScheme],
  [{ url: 'ftp://keys.example.com' }, needsScheme],
  [{ url: 'https://' }, needsScheme],
  [
    { url: 'http://keys.example.com' },
    `"http://keys.example.com": it must begin with https://, ${travelsInClear}`,
  ],
  [{ url: 'http://127.0.0.1.example.com' }, travelsInClear],
  [{ url: 'http://10.0.0.1:3000' }, travelsInClear],
  [{ url: 'https://user:password@keys.example.com' }, needsLess],
  [{ url: 'https://keys.example.com?key=password' }, needsLess],
  [{ url: 'https://keys.example.com#password' }, needsLess],
  [{ issuer: '' }, needsOrigin],
  [{ issuer: 'keys.example.com' }, needsOrigin],
  [
    { issuer: 'https://keys.example.com/' },
    `cannot use the option issuer "https://keys.example.com/": it ${needsOrigin}`,
  ],
])('refused, and told what to do: %j', (options, message) => {
  const check = () => checkOptions({ ...right, ...options } as typeof right);
  expect(check).toThrow(message);
  expect(check).not.toThrow('password@');
  expect(check).not.toThrow('=password');
});

test.each([
  ['https://keys.example.com:443/path?query', 'https://keys.example.com'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['data:text/plain,x', undefined],
  ['pocket', undefined],
  [undefined, undefined],
  [{}, undefined],
])('the origin of %j is %j', (text, origin) => expect(originOf(text)).toBe(origin));
