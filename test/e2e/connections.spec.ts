import { connect } from 'node:net';
import { createWorld, type TestOrganization, type World } from '../support/world.js';
import { sendRaw } from '../support/raw-http.js';

let world: World;
let acme: TestOrganization;
beforeAll(async () => {
  world = await createWorld();
  acme = await world.organization('acme');
});
afterAll(() => world.close());

const live = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n';
const last = 'GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

/** The status of each answer on one connection, until the service ends it. */
async function statusesOf(bytes: string): Promise<number[]> {
  const socket = connect(Number(new URL(world.api.url).port), '127.0.0.1').on('error', () => undefined);
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
  socket.write(bytes);
  // Not by `once`, for which a reset connection is a failure.
  await new Promise((resolve) => socket.once('close', resolve));
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

it.each([
  ['two Host headers', 'GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n', 400],
  ['HTTP/0.9', 'GET /health/live\r\n\r\n', 400],
  ['HTTP/0.9 by name', 'GET /health/live HTTP/0.9\r\n\r\n', 400],
  ['HTTP/2.0 by name', 'GET /health/live HTTP/2.0\r\nHost: a\r\n\r\n', 400],
  [
    'an unknown coding',
    'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['a coding in HTTP/1.0', 'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
  ['201 headers', `GET / HTTP/1.1\r\nHost: a\r\n${'a: b\r\n'.repeat(200)}\r\n`, 431],
  [
    'a second credential behind 2,100 headers',
    `GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\n${'a:\r\n'.repeat(2_100)}Authorization: Bearer b\r\n\r\n`,
    431,
  ],
])('%s is refused, and the connection ends', async (_, bytes, status) => {
  const { status: answered, headers } = await sendRaw(world.api.url, bytes);
  expect([answered, headers.get('connection')]).toEqual([status, 'close']);
});

it('200 headers and one Host are read', async () => {
  const more = 'a: b\r\n'.repeat(198);
  expect(
    await statusesOf(`GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${more}\r\n`),
  ).toEqual([200]);
});

// Node ends the connection when it reads that the client has, so whatever waits for longer is not answered.
it('a client that sends nothing more gets the answer to a key that needs no database', async () => {
  const socket = connect(Number(new URL(world.api.url).port), '127.0.0.1').setEncoding('latin1');
  socket.end(
    'GET /api/v1/api-keys/self HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer pk_live_garbage\r\n\r\n',
  );
  let text = '';
  for await (const chunk of socket) text += chunk as string;
  expect(text).toMatch(/^HTTP\/1\.1 401 /);
});

it('requests that are sent ahead are answered in turn', async () => {
  expect(await statusesOf(live.repeat(20) + last)).toEqual(Array.from({ length: 21 }, () => 200));
});

it('a client that sends 2,000 requests ahead is cut off', async () => {
  expect((await statusesOf(live.repeat(2_000) + last)).length).toBeLessThanOrEqual(34);
});

it('what cannot be read is refused after the answer to what came before', async () => {
  expect(await statusesOf(`${live}GARBAGE\r\n\r\n`)).toEqual([200, 400]);
});

it('what is sent behind the last answer of a connection is not done', async () => {
  const creation = (name: string) => {
    const body = JSON.stringify({ name });
    return `POST ${acme.path}/api-keys HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${acme.tokens.admin}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  };
  expect(await statusesOf(last + creation('never'))).toEqual([200]);
  const { body } = await world.api.call(`${acme.path}/api-keys`, { token: acme.tokens.admin });
  expect(body.keys).toEqual([]);
});

it('only a space or a tab stands before a credential', async () => {
  const { key } = await world.key(acme);
  const ask = async (space: string) =>
    (await world.api.call('/api/v1/api-keys/self', { headers: { authorization: `Bearer${space}${key}` } }))
      .status;
  expect([await ask(' '), await ask('\t'), await ask('\u00a0')]).toEqual([200, 200, 401]);
});

it('a body that says two character sets is 415', async () => {
  const type = 'application/json; charset=utf-8; charset=utf-16';
  const answer = await world.api.call('/api/v1/organization', {
    method: 'POST',
    token: acme.tokens.admin,
    headers: { 'content-type': type },
    body: { name: 'x' },
  });
  expect(answer.status).toBe(415);
});

it('a body of more values than are checked is malformed', async () => {
  const scopes = Array.from({ length: 2_001 }, () => 'a');
  const body = { name: 'x', scopes };
  const answer = await world.api.call(`${acme.path}/api-keys`, {
    method: 'POST',
    token: acme.tokens.admin,
    body,
  });
  expect([answer.status, answer.body.errors[0].code]).toEqual([400, 'too_many_values']);
});
