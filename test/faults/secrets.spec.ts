import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { startProcess, type ServiceProcess } from '../support/processes.js';
import { readTable, tableNames } from '../support/read-table.js';
import type { TestDatabase } from '../support/test-database.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';
import { Client, tally, type Sent } from './support/client.js';
import { engines } from './support/database-servers.js';
import { canariesIn, canariesInFiles, filesIn, heapSnapshot, memoryOf } from './support/leftovers.js';
import { figure, inRound } from './support/round.js';

const serviceSecret = randomBytes(32).toString('hex');
const reports = `reports=${createHash('sha256').update(serviceSecret).digest('hex')}`;
const basic = Buffer.from(`reports:${serviceSecret}`).toString('base64');
const preload = join(__dirname, 'support', 'crash-on-request.cjs');

describe.each(engines)('secrets, on $name', ({ name: engine, create }) => {
  let world: World;
  let acme: TestOrganization;
  let folder: string;
  let api: ServiceProcess;
  let recordings: ServiceProcess;
  const canaries = new Map<string, readonly string[]>();
  const hashes = new Map<string, readonly string[]>();
  const answers: string[] = [];
  const clients: Client[] = [];

  /** A new key, which is looked for by its random part. */
  const key = async (name: string): Promise<string> => {
    const { key: secret } = await world.key(acme, { name });
    canaries.set(name, [secret.slice('pk_live_'.length, -6)]);
    hashes.set(name, [createHash('sha256').update(secret).digest('hex')]);
    return secret;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pocket-secrets-'));
    world = await createWorld({ INTROSPECTION_CLIENTS: reports }, create);
    acme = await world.organization('acme');
    for (const [role, token] of Object.entries(acme.tokens))
      canaries.set(`token of ${role}`, [token.slice(token.lastIndexOf('.') + 1)]);
    canaries.set('service secret', [serviceSecret, basic]);
    const env = {
      ...world.env,
      LOG_LEVEL: 'trace',
      NODE_OPTIONS:
        `--require=${preload} --max-old-space-size=200 --heapsnapshot-signal=SIGUSR2 ` +
        `--report-on-fatalerror --report-uncaught-exception --report-directory=${folder} --diagnostic-dir=${folder}`,
    };
    [api, recordings] = await Promise.all([startProcess('api', env), startProcess('recordings', env)]);
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await Promise.all([api?.stop(), recordings?.stop()]);
    await world?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const clientOf = (service: ServiceProcess): Client => {
    const client = new Client(service.url, { connections: 8 });
    clients.push(client);
    return client;
  };

  it('are in no answer, whatever is wrong with the request that brings them', async () => {
    const secret = await key('key in refused requests');
    const { admin: token } = acme.tokens;
    const keys = `${acme.path}/api-keys`;
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const introspect = '/api/v1/api-keys/introspect';
    const wrong: [path: string, sent: Sent][] = [
      [`/${secret}`, { token: secret }],
      [`${keys}/${secret}`, { token }],
      [`${keys}?limit=${secret}`, { token }],
      [`${keys}?token=${secret}`, { headers: { 'x-request-id': secret } }],
      [keys, { token: secret }],
      [keys, { token: `${secret}x` }],
      [keys, { token: `${token}x` }],
      [keys, { headers: { authorization: `Basic ${secret}` } }],
      [keys, { headers: { authorization: `Bearer ${secret} ${token}` } }],
      [keys, { method: 'POST', token, body: { name: secret.repeat(4), [secret]: secret } }],
      [keys, { method: 'POST', token, body: { name: 'x', scopes: [secret], expires_at: secret } }],
      [keys, { method: 'POST', token, body: { name: 'x' }, headers: { 'content-type': secret } }],
      [keys, { method: 'POST', token, body: 'x'.repeat(70_000) }],
      [keys, { method: 'PUT', token, headers: { accept: secret } }],
      [keys, { token, headers: { accept: secret } }],
      [introspect, { method: 'POST', headers: { authorization: `Basic ${basic}`, ...form } }],
      [`${introspect}?token=${secret}`, { method: 'POST', headers: { authorization: `Basic ${basic}` } }],
      [introspect, { method: 'POST', headers: { authorization: `Basic x${basic}`, ...form } }],
      [`/api/v1/api-keys/authorize?scope=${secret}`, { token: secret }],
      ['/api/v1/api-keys/authorize?organization=org_00000000000000000000000000', { token: secret }],
    ];
    const client = clientOf(api);
    const outcomes = await Promise.all(wrong.map(([path, sent]) => client.send(path, sent)));
    for (const { headers, body } of outcomes) answers.push(JSON.stringify(headers), body);
    expect(canariesIn(Buffer.from(answers.join('\n')), canaries)).toEqual([]);
    figure(
      `statuses of requests with a secret in them, ${engine}`,
      JSON.stringify(tally(outcomes.map(({ status }) => status))),
    );
  });

  it('are not in the heap once the requests are answered', async () => {
    const total = inRound(2_000, 10_000);
    const [own, gateway, service, internal] = await Promise.all(
      ['self', 'authorize', 'introspection', 'recordings'].map((name) => key(`key of ${name}`)),
    );
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const toApi = clientOf(api);
    const toRecordings = clientOf(recordings);
    const verify: (() => Promise<{ status?: number }>)[] = [
      () => toApi.send('/api/v1/api-keys/self', { token: own }),
      () => toApi.send('/api/v1/api-keys/authorize?scope=recordings:read', { token: gateway }),
      () =>
        toApi.send('/api/v1/api-keys/introspect', {
          method: 'POST',
          headers: { authorization: `Basic ${basic}`, ...form },
          text: `token=${service}`,
        }),
      () => toRecordings.send(`${acme.path}/recordings`, { token: internal }),
      () => toApi.send(`${acme.path}/api-keys`, { token: acme.tokens.viewer }),
    ];
    const statuses: (number | undefined)[] = [];
    for (let sent = 0; sent < total; sent += verify.length * 10) {
      const round = verify.flatMap((one) => Array.from({ length: 10 }, one));
      for (const { status } of await Promise.all(round)) statuses.push(status);
    }
    expect(Object.keys(tally(statuses)).every((status) => /^20[04]$/.test(status))).toBe(true);
    // In a process that made a key too.
    const made = await toApi.send(`${acme.path}/api-keys`, {
      method: 'POST',
      token: acme.tokens.admin,
      body: { name: 'made here' },
    });
    canaries.set('key made here', [(JSON.parse(made.body) as { key: string }).key.slice(8, -6)]);

    const found: string[] = [];
    for (const service of [api, recordings]) {
      const inMemory = new Set<string>();
      for (const piece of memoryOf(service))
        for (const name of canariesIn(piece, canaries)) inMemory.add(name);
      figure(
        `secrets in what a core dump would hold, ${engine}`,
        `${inMemory.size} of ${canaries.size}: ${[...inMemory].join(', ')}`,
      );
      const snapshot = await heapSnapshot(service, folder);
      // A snapshot without the strings that must be there would prove nothing.
      expect(snapshot.includes(world.issuer.issuer)).toBe(true);
      found.push(...canariesIn(snapshot, canaries));
    }
    figure(
      `secrets in heap snapshots after ${total.toLocaleString('en-US')} checks, ${engine}`,
      found.length,
    );
    expect(found).toEqual([]);
  }, 600_000);

  it('are neither in the database nor in its files, of keys only the hashes', async () => {
    const { url } = world.database;
    const rows = await Promise.all((await tableNames(url)).map((table) => readTable(url, table)));
    const texts = Buffer.from(JSON.stringify(rows));
    expect(canariesIn(texts, canaries)).toEqual([]);
    expect(canariesIn(texts, hashes)).toHaveLength(hashes.size);
    const files = await filesOfDatabase(world.database);
    figure(`files of the database searched, ${engine}`, filesIn(files).length);
    expect(canariesInFiles(files, canaries)).toEqual([]);
    expect(canariesInFiles(files, hashes)).not.toEqual([]);
  });

  it('are neither in the log nor in a report when an error that quotes one ends the process, or its memory does', async () => {
    const secret = await key('key of the last request');
    await endedBy(api, { token: secret, headers: { 'x-bug': 'throw' } });
    await endedBy(recordings, { token: secret, headers: { 'x-bug': 'memory' } });
    expect(api.printed()).toContain('cannot read Bearer');
    expect(recordings.printed()).toContain('heap out of memory');
    expect(filesIn(folder).filter((name) => name.endsWith('.json'))).not.toEqual([]);
    const printed = Buffer.from(api.printed() + recordings.printed());
    figure(`bytes of the log at trace, ${engine}`, printed.length);
    expect(canariesIn(printed, canaries)).toEqual([]);
    expect(canariesInFiles(folder, canaries)).toEqual([]);
  });

  async function endedBy(service: ServiceProcess, sent: Sent): Promise<void> {
    const ended = once(service.process, 'close');
    expect((await clientOf(service).send('/health/live', sent)).error).toBeDefined();
    await ended;
  }
});

/** The folder that a thief of the database's disk would have. */
async function filesOfDatabase({ url }: TestDatabase): Promise<string> {
  if (url.startsWith('sqlite:')) return dirname(url.slice('sqlite:'.length));
  const connection = await createConnection({ uri: url });
  try {
    await connection.query('FLUSH LOGS');
    const [rows] = await connection.query<RowDataPacket[]>('SELECT @@datadir AS folder');
    return (rows[0] as { folder: string }).folder.replace(/\/$/, '');
  } finally {
    await connection.end();
  }
}
