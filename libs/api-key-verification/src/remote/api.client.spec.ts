import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { selfSignedCertificate } from '../../../../test/support/self-signed-certificate.js';
import { ApiFailure } from './api-failure.js';
import { ApiClient } from './api.client.js';

let server: Server;
let client: ApiClient;
const connections: Socket[] = [];

async function start(listener: (...args: Parameters<RequestListener>) => unknown): Promise<void> {
  connections.length = 0;
  server = createServer((request, response) => void listener(request, response)).on('connection', (socket) =>
    connections.push(socket),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = new ApiClient({ url, clientId: 'a:b', clientSecret: 'of the service: %+ é' });
}
afterEach(() => {
  client.close();
  server.closeAllConnections();
  server.close();
});

it('asks by form and HTTP Basic, each part of the credential encoded', async () => {
  await start(async (request, response) => {
    const form = Buffer.concat(await request.toArray()).toString();
    const { authorization = '', 'content-type': type } = request.headers;
    const credential = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();
    response.end(JSON.stringify({ form, type, credential }));
  });
  expect(JSON.parse((await client.post('introspect', 'token=pk_live_%2B')) as string)).toEqual({
    form: 'token=pk_live_%2B',
    type: 'application/x-www-form-urlencoded',
    credential: 'a%3Ab:of%20the%20service%3A%20%25%2B%20%C3%A9',
  });
});

it('uses connections again, also after a refusal', async () => {
  await start((_request, response) => response.writeHead(401).end('{}'));
  for (let i = 0; i < 10; i++) await client.post('introspect', 'token=key');
  // The one that has just brought an answer is not free at once.
  expect(connections.length).toBeLessThanOrEqual(2);
});

it('asks again on a new connection where the api has closed the idle one', async () => {
  let asked = 0;
  await start((request, response) => {
    asked++;
    if (asked === 2) request.socket.resetAndDestroy();
    else response.end('an answer');
  });
  expect(await client.post('introspect', 'token=key')).toBe('an answer');
  await nextTurn();
  expect(connections).toHaveLength(1);
  expect(await client.post('introspect', 'token=key')).toBe('an answer');
  expect([asked, connections.length]).toEqual([3, 2]);
});

it('gives up in time where a connection is opened and TLS never begins', async () => {
  const silent = createTcpServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const url = `https://127.0.0.1:${port}`;
  const secure = new ApiClient({ url, clientId: 'a', clientSecret: 'b' });
  const limit = new AbortController();
  const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
  const asked = secure.post('introspect', 'token=key');
  await once(silent, 'connection');
  limit.abort();
  expect(await asked).toMatchObject({ code: 'TIMEOUT' });
  timeout.mockRestore();
  secure.close();
  silent.close();
});

it('answers everybody where the certificate is for another name', async () => {
  const secure = createTlsServer(selfSignedCertificate(), () => undefined).listen(0, '127.0.0.1');
  await once(secure, 'listening');
  const url = `https://localhost:${(secure.address() as AddressInfo).port}`;
  const asking = new ApiClient({ url, clientId: 'a', clientSecret: 'b' });
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => asking.post('introspect', 'token=key')),
  );
  expect(answers.every((answer) => answer instanceof ApiFailure)).toBe(true);
  asking.close();
  secure.close();
});

it('sends nothing of those that gave up while they waited, and opens no connection for them', async () => {
  const limits = Array.from({ length: 200 }, () => new AbortController());
  const timeout = jest.spyOn(AbortSignal, 'timeout');
  for (const { signal } of limits) timeout.mockReturnValueOnce(signal);
  let asked = 0;
  let isFull = (): void => undefined;
  const full = new Promise<void>((resolve) => (isFull = resolve));
  await start((_request, response) => {
    if (++asked === 64) isFull();
    // Those that came first hang.
    if (asked > 64) response.end('an answer');
  });
  const answers = limits.map(() => client.post('introspect', 'token=key'));
  await full;
  for (const limit of limits) limit.abort();
  for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ code: 'TIMEOUT' });
  timeout.mockRestore();
  expect(await client.post('introspect', 'token=key')).toBe('an answer');
  expect(asked).toBe(65);
  expect(connections.length).toBeLessThan(100);
});

it('asks three times at most where connections break off', async () => {
  let asked = 0;
  await start(({ socket }) => {
    asked++;
    socket.resetAndDestroy();
  });
  expect(await client.post('introspect', 'token=key')).toMatchObject({ code: 'ECONNRESET' });
  expect(asked).toBe(3);
});

it('opens 64 connections at most, lets 1,000 requests wait and refuses further ones at once', async () => {
  // However slow the machine is, none of them is given up.
  const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal);
  let isFull = (): void => undefined;
  const full = new Promise<void>((resolve) => (isFull = resolve));
  const held: (() => void)[] = [];
  let isOpen = false;
  await start((_request, response) => {
    const answer = () => response.end('an answer');
    if (isOpen) return void answer();
    if (held.push(answer) === 64) isFull();
  });
  const waiting = Array.from({ length: 1_000 }, () => client.post('introspect', 'token=key'));
  await full;
  expect(await client.post('introspect', 'token=key')).toMatchObject({ code: 'BUSY' });
  isOpen = true;
  for (const answer of held) answer();
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['an answer']));
  expect(await client.post('introspect', 'token=key')).toBe('an answer');
  expect(connections).toHaveLength(64);
  timeout.mockRestore();
});

it('closes its connections when it is closed', async () => {
  await start((_request, response) => response.end('an answer'));
  await client.post('introspect', 'token=key');
  expect(connections.map(({ destroyed }) => destroyed)).toEqual([false]);
  const closed = once(connections[0]!, 'close');
  client.close();
  await closed;
  expect(await client.post('introspect', 'token=key')).toMatchObject({ code: 'CLOSED' });
});
