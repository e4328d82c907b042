import { isTrustworthyUrl } from './trustworthy-url.js';

test.each([
  ['https://issuer.example/jwks', true],
  ['http://127.0.0.1:8080/jwks', true],
  ['http://127.9.9.9/', true],
  ['http://localhost:8080/', true],
  ['http://[::1]:8080/', true],
  ['http://issuer.example/jwks', false],
  ['http://127.0.0.1.example/', false],
  ['http://localhost.example/', false],
  ['http://127.0.0.1@issuer.example/', false],
  ['data:,{}', false],
  ['ftp://127.0.0.1/', false],
  ['', false],
])('%s is trustworthy: %s', (url, expected) => expect(isTrustworthyUrl(url)).toBe(expected));
