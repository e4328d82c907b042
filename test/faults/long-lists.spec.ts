import { readFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { DataSources } from '../support/data-sources.js';
import { insertKeys } from '../support/many-rows.js';
import { startProcess, type ServiceProcess } from '../support/processes.js';
import { environmentOf } from '../support/services.js';
import type { TestDatabase } from '../support/test-database.js';
import { createTokenIssuer, type TokenIssuer } from '../support/token-issuer.js';
import { tenantsOf, type TestOrganization } from '../support/world.js';
import { Client, keepDoing, tally } from './support/client.js';
import { engines } from './support/database-servers.js';
import { figure, inRound, percentile } from './support/round.js';

const count = 100_000;
const lists = inRound(2, 20);
const inMegabytes = (bytes: number) => `${Math.round(bytes / 1_048_576)} MB`;

describe.each(engines)('on $name', ({ name, create }) => {
  let database: TestDatabase;
  let issuer: TokenIssuer;
  let api: ServiceProcess;
  let acme: TestOrganization;
  const dataSources = new DataSources();
  beforeAll(async () => {
    database = await create();
    issuer = await createTokenIssuer();
    api = await startProcess(
      'api',
      environmentOf(database.url, issuer, { API_KEY_MAX_PER_ORGANIZATION: '10000' }),
    );
    acme = await tenantsOf(api, issuer).organization('acme');
    const ago = (index: number) => new Date(Date.now() - 1_000 * (index + 1));
    await insertKeys(await dataSources.open(database.url), acme.id, count, (index) => ({
      expiresAt: ago(index),
    }));
  }, 240_000);
  afterAll(async () => {
    await api?.stop();
    await issuer?.close();
    await dataSources.close();
    await database?.drop();
  });

  const memory = (kind: 'VmRSS' | 'VmHWM') =>
    1_024 *
    Number(
      new RegExp(`${kind}:\\s+(\\d+)`).exec(readFileSync(`/proc/${api.process.pid}/status`, 'utf8'))![1],
    );
  const open = (path = `${acme.path}/api-keys`): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${acme.tokens.viewer}` };
      get(api.url + path, { headers, agent: false }, resolve).once('error', reject);
    });
  const read = async (response: IncomingMessage): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  };

  it(
    `${lists} lists of 100,000 keys at once come whole, and hold up nobody`,
    async () => {
      const client = new Client(api.url);
      const before = memory('VmRSS');
      const waits: number[] = [];
      const statuses: (number | undefined)[] = [];
      const stop = keepDoing(async () => {
        const { status, begun, answered } = await client.send('/health/live');
        statuses.push(status);
        waits.push(answered - begun);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }, 1);
      const begun = performance.now();
      const bodies = await Promise.all(Array.from({ length: lists }, async () => read(await open())));
      const took = performance.now() - begun;
      await stop();
      client.close();
      for (const body of bodies) {
        const { keys } = JSON.parse(body) as { keys: { id: string }[] };
        expect(new Set(keys.map(({ id }) => id)).size).toBe(count);
      }
      expect(Object.keys(tally(statuses))).toEqual(['200']);
      figure(`${lists} lists of 100,000 keys at once, ${name}`, `${Math.round(took)} ms in all`);
      figure(
        `/health/live beside them, ${name}`,
        `p50 ${percentile(waits, 0.5).toFixed(1)} ms, p99 ${percentile(waits, 0.99).toFixed(1)} ms, longest ${Math.max(...waits).toFixed(1)} ms`,
      );
      const grown = memory('VmHWM') - before;
      figure(`memory they took at most, ${name}`, inMegabytes(grown));
      // The lists themselves are 19 MB each.
      expect(grown).toBeLessThan(300 * 1_048_576);
    },
    inRound(120_000, 600_000),
  );

  it('clients that do not read on are not read for', async () => {
    const idle = await Promise.all(Array.from({ length: 20 }, () => open()));
    for (const response of idle) response.pause();
    const before = memory('VmRSS');
    const client = new Client(api.url);
    const outcomes = [];
    for (let index = 0; index < 200; index++) outcomes.push((await client.send('/health/live')).status);
    expect(tally(outcomes)).toEqual({ 200: 200 });
    client.close();
    figure(`memory while 20 clients do not read their lists, ${name}`, inMegabytes(memory('VmRSS') - before));
    for (const response of idle) response.destroy();
  });

  it('a creation beyond 100,000 expired keys takes the place of the oldest one', async () => {
    const took: number[] = [];
    const client = new Client(api.url);
    for (let index = 0; index < 10; index++) {
      const { status, begun, answered } = await client.send(`${acme.path}/api-keys`, {
        method: 'POST',
        token: acme.tokens.admin,
        body: { name: 'One more' },
      });
      expect(status).toBe(201);
      took.push(answered - begun);
    }
    client.close();
    figure(`creation beside 100,000 expired keys, ${name}`, `p50 ${percentile(took, 0.5).toFixed(1)} ms`);
    for (const query of [
      'status=active',
      'status=expired',
      'scope=templates:write',
      'unused_since=2020-01-01',
    ]) {
      const begun = performance.now();
      const { status } = await api.call(`${acme.path}/api-keys?${query}`, { token: acme.tokens.viewer });
      expect(status).toBe(200);
      figure(`?${query} among 100,000 keys, ${name}`, `${(performance.now() - begun).toFixed(1)} ms`);
    }
    const { body } = await api.call(`${acme.path}/api-keys?limit=1000`, { token: acme.tokens.viewer });
    expect((body.keys as { name: string }[]).filter((key) => key.name === 'One more')).toHaveLength(10);
  });
});
