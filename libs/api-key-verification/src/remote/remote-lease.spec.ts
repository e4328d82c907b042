import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { ApiClient } from './api.client.js';
import { RemoteLease } from './remote-lease.js';

/** A question to the api, which is answered by hand. */
interface Asked {
  route: string;
  form: Record<string, string>;
  answer(body: unknown, status?: number): void;
  /** Without an answer. */
  breakOff(): void;
}

let server: Server;
let client: ApiClient;
let remote: RemoteLease;
let questions: Asked[];
let wake: () => void;
let warnings: string[];

beforeEach(async () => {
  questions = [];
  wake = () => undefined;
  warnings = [];
  jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: string) => void warnings.push(line));
  const listen = async (request: IncomingMessage, response: ServerResponse) => {
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    questions.push({
      route: request.url!.replace('/api/v1/api-keys/', ''),
      form: Object.fromEntries(form),
      answer: (body, status = 200) => response.writeHead(status).end(JSON.stringify(body)),
      breakOff: () => request.socket.resetAndDestroy(),
    });
    wake();
  };
  server = createServer((request, response) => void listen(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = new ApiClient({ url, clientId: 'things', clientSecret: 'secret' }, 2);
  remote = new RemoteLease(client, 2_000);
  remote.open();
});
afterEach(async () => {
  jest.restoreAllMocks();
  const closed = remote.close();
  client.close();
  await closed;
  server.closeAllConnections();
  server.close();
});

const nextQuestion = async (): Promise<Asked> => {
  while (questions.length === 0) await new Promise<void>((resolve) => (wake = resolve));
  return questions.shift()!;
};
const registered = async () => {
  (await nextQuestion()).answer({ id: 'lease_1', position: 7 });
  return nextQuestion();
};

it('registers, and acknowledges with each renewal what was applied, so that nothing from before counts', async () => {
  const registration = await nextQuestion();
  expect([registration.route, registration.form]).toEqual(['leases', { lease_ms: '2000' }]);
  expect(remote.lease.holds()).toBe(false);
  registration.answer({ id: 'lease_1', position: 7 });
  const renewal = await nextQuestion();
  expect([renewal.route, renewal.form]).toEqual([
    'leases/renew',
    { id: 'lease_1', acknowledged: '7', wait_ms: '450' },
  ]);
  expect([remote.lease.counts('key', 6), remote.lease.counts('key', 7)]).toEqual([false, true]);
  renewal.answer({
    changes: [
      [7, 'other'],
      [8, 'key'],
    ],
  });
  const { form } = await nextQuestion();
  expect(form['acknowledged']).toBe('8');
  expect([remote.lease.counts('key', 7), remote.lease.counts('key', 8)]).toEqual([false, true]);
});

it('asks again after an answer that was lost, and does not let the api wait then', async () => {
  const first = await registered();
  // As often as the client tries a connection that breaks off.
  first.breakOff();
  (await nextQuestion()).breakOff();
  (await nextQuestion()).breakOff();
  const again = await nextQuestion();
  expect(again.form).toEqual({ id: 'lease_1', acknowledged: '7', wait_ms: '0' });
  // The lease that it has still holds.
  expect([remote.lease.holds(), warnings]).toEqual([true, []]);
  again.answer({ changes: [[7, 'other']] });
  expect((await nextQuestion()).form['wait_ms']).toBe('450');
});

it.each([501, 750, 1_999])('asks in whole milliseconds with a lease of %i ms', async (leaseMs) => {
  const other = new RemoteLease(client, leaseMs);
  const first = await nextQuestion();
  other.open();
  (await nextQuestion()).answer({ id: 'lease_2', position: 7 });
  const renewal = await nextQuestion();
  expect(renewal.form['wait_ms']).toMatch(/^\d+$/);
  renewal.answer({ changes: [[7, 'other']] });
  first.answer({ id: 'lease_1', position: 7 });
  await nextQuestion();
  expect(other.lease.holds()).toBe(true);
  const closed = other.close();
  let question: Asked;
  do question = await nextQuestion();
  while (question.route !== 'leases/release');
  question.answer({});
  await closed;
});

it.each([
  ['that the lease is gone', { changes: [] }],
  ['of a gap', { changes: [[9, 'key']] }],
])('gives the lease back and registers anew where it is told %s', async (_what, answer) => {
  (await registered()).answer(answer);
  const release = await nextQuestion();
  expect([release.route, release.form]).toEqual(['leases/release', { id: 'lease_1' }]);
  release.answer({});
  expect((await nextQuestion()).route).toBe('leases');
  expect([remote.lease.id, remote.lease.holds()]).toEqual([undefined, false]);
});

it.each([
  ['{}'],
  [{ changes: 7 }],
  [{ changes: [[7]] }],
  [{ changes: [['7', 'other']] }],
  [{ changes: [[1e300, 'other']] }],
  [{ changes: [null] }],
])('does not extend the lease by %j, which is no answer of the api', async (answer) => {
  const renewed = jest.spyOn(remote.lease, 'renewed');
  (await registered()).answer(answer);
  expect((await nextQuestion()).form['wait_ms']).toBe('0');
  expect(renewed).not.toHaveBeenCalled();
});

it.each([{ id: 7, position: 7 }, { id: 'lease_1' }, { id: 'lease_1', position: '7' }, []])(
  'has no lease by %j',
  async (answer) => {
    (await nextQuestion()).answer(answer);
    expect((await nextQuestion()).route).toBe('leases');
    expect(remote.lease.id).toBeUndefined();
    expect(warnings).toEqual([
      expect.stringMatching(/^Keys are not remembered: no lease from http.*it is not the api's/),
    ]);
  },
);

it.each([
  [404, /of a version that keeps no leases/],
  [409, /its database is SQLite/],
])('says in one line what status %i means', async (status, line) => {
  (await nextQuestion()).answer({}, status);
  while (warnings.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([expect.stringMatching(line)]);
});

it('gives the lease back when it is closed, and counts nothing from then on', async () => {
  await registered();
  const closed = remote.close();
  expect(remote.lease.counts('key', 7)).toBe(false);
  const release = await nextQuestion();
  expect([release.route, release.form]).toEqual(['leases/release', { id: 'lease_1' }]);
  release.answer({});
  await closed;
});

it('gives back the lease that it was getting when it was closed', async () => {
  const registration = await nextQuestion();
  const closed = remote.close();
  registration.answer({ id: 'lease_1', position: 7 });
  const release = await nextQuestion();
  expect([release.route, release.form]).toEqual(['leases/release', { id: 'lease_1' }]);
  release.answer({});
  await closed;
  expect(remote.lease.holds()).toBe(false);
});
