import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateApiKey } from '../token.js';
import { IntrospectingApiKeyVerifier } from './introspecting.verifier.js';

const key = generateApiKey('pk_live_');
const live = {
  active: true,
  client_id: 'key_x',
  org_id: 'org_x',
  scope: 'recordings:read',
  iss: 'pocket',
  iat: 1,
};

let server: Server;
let verifier: IntrospectingApiKeyVerifier;
let now: Date;
let answer: object;
let asked = 0;

beforeAll(async () => {
  server = createServer((_request, response) => {
    asked++;
    response.end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = { now: () => now };
  verifier = new IntrospectingApiKeyVerifier({ url, clientId: 'things', clientSecret: 'secret' }, clock);
});
afterAll(async () => {
  await verifier.onApplicationShutdown();
  server.close();
});

it.each([
  ['2026-01-01T00:00:00.250Z', '2026-01-01T00:00:00.249Z', 'live'],
  ['2026-01-01T00:00:00.250Z', '2026-01-01T00:00:00.250Z', 'expired'],
  ['2026-01-01T00:00:00.250Z', '2026-01-01T00:00:00.999Z', 'expired'],
])('a key that expires at %s is, at %s by the clock of the process, %s', async (expiresAt, time, status) => {
  now = new Date(time);
  answer = { ...live, exp: 1_767_225_601, expires_at: expiresAt };
  expect(await verifier.verify(key)).toMatchObject({ status });
});

it.each([
  ['2026-01-01T00:00:00.999Z', 'live'],
  ['2026-01-01T00:00:01.000Z', 'expired'],
])('with exp alone, its second is the end of a key: at %s it is %s', async (time, status) => {
  now = new Date(time);
  answer = { ...live, exp: 1_767_225_601 };
  expect(await verifier.verify(key)).toMatchObject({ status });
});

it('asks about nothing that cannot be a key', async () => {
  answer = live;
  asked = 0;
  expect(await verifier.verify(`${key.slice(0, -1)}-`)).toEqual({ status: 'malformed' });
  expect(await verifier.verify('pk_live_')).toEqual({ status: 'malformed' });
  expect(asked).toBe(0);
});

it('is sure of a live key, and of one that the api does not know', async () => {
  answer = live;
  expect(await verifier.verify(key)).toMatchObject({
    status: 'live',
    program: { keyId: 'key_x', expiresAt: null },
  });
  answer = { active: false };
  expect(await verifier.verify(key)).toEqual({ status: 'unknown' });
});
