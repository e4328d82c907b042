// Prints how many requests a second routes answer that are protected in several ways, and the api's own, beside a bare one.
import 'reflect-metadata';
import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateApiKey, hashApiKey } from '@pocket/api-key-verification';
import { createBench, machine, median, stop } from './load.mjs';
import { createIssuer, fill, growing, known, listed, organization } from './world.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const seconds = Number(process.env.BENCH_SECONDS ?? 5);
const stored = Number(process.env.BENCH_STORED ?? 1_000_000);
/** Only rows whose name contains this. */
const only = process.env.BENCH_ONLY ?? '';
const redisUrl = process.env.REDIS_URL || 'redis://127.0.0.1:6379';
const clientSecret = randomBytes(16).toString('hex');
const bare = 'bare Nest on Fastify';

const bench = await createBench();
const { connection, folder, start, requestsOf, shoot } = bench;

console.error(`Storing ${stored.toLocaleString('en')} keys …`);
const url = await bench.createDatabase();
const keys = await fill(url, stored);
const sqlite = `sqlite:${join(folder, 'bench.sqlite')}`;
const sqliteKeys = await fill(sqlite, known);
const thousand = keys.slice(0, 1_000);
const keyFile = join(folder, 'keys');
await writeFile(keyFile, thousand.join('\n'));

const issuer = await createIssuer();
const introspecting = Buffer.from(`bench:${clientSecret}`).toString('base64');
const apiEnvironment = (databaseUrl) => ({
  NODE_ENV: 'production',
  PORT: '0',
  LOG_LEVEL: 'info',
  DATABASE_URL: databaseUrl,
  API_KEY_MAX_PER_ORGANIZATION: '1000000',
  AUTH_ISSUER: issuer.url,
  AUTH_AUDIENCE: 'bench',
  AUTH_FAILURES_PER_MINUTE: '0',
  SHUTDOWN_DELAY_SECONDS: '0',
  INTROSPECTION_CLIENTS: `bench=${createHash('sha256').update(clientSecret).digest('hex')}`,
});

const { createKeys } = await import('./peers/better-auth.mjs');
const betterAuthUrl = await bench.createDatabase();
const betterAuthKeys = wanted('Better Auth') ? await createKeys(betterAuthUrl, 1_000) : [''];
const { createClient } = await import(
  new URL('peers/node_modules/redis/dist/index.js', import.meta.url).href
);
const redis = await createClient({ url: redisUrl, socket: { reconnectStrategy: false } })
  .on('error', () => undefined)
  .connect()
  .catch((error) => stop(`The benchmarks need Redis, which REDIS_URL names: ${error.message || error.code}`));
const whatIsKnown = {
  id: 'key_1',
  organizationId: organization,
  scopes: ['recordings:read', 'recordings:write'],
  expiresAt: null,
};
for (const key of thousand)
  await redis.set(`bench:${hashApiKey(key)}`, JSON.stringify(whatIsKnown), { EX: 3_600 });

function wanted(name) {
  return name.includes(only) || name === bare;
}

const empty = `/organization/${organization}/empty`;
const of = (bearers) => () => requestsOf(empty, bearers);
const service =
  (...args) =>
  () =>
    start('service.mjs', args, 0);
const api = () => start('../apps/api/dist/main.js', [], 0, apiEnvironment(url));
const asked = (path, bearers, more) => () => requestsOf(path, bearers, more);
const strangers = Array.from({ length: 1_000 }, () => generateApiKey('pk_live_'));
const garbage = Array.from({ length: 1_000 }, () => `pk_live_${randomBytes(16).toString('hex')}`);
const introspection = {
  method: 'POST',
  headers: { Authorization: `Basic ${introspecting}`, 'Content-Type': 'application/x-www-form-urlencoded' },
  body: (key) => `token=${key}`,
};
const keysOf = (organizationId) => `/api/v1/organization/${organizationId}/api-keys`;
const creation = {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: () => JSON.stringify({ name: 'Bench' }),
};

/**
 * Each with its service, its requests, and whether these are refused.
 * @type {[string, () => Promise<{ url: string, stop(): Promise<void> }>, () => Promise<string>, boolean?][]}
 */
const rowsToMeasure = [
  [bare, service('none'), of(thousand)],
  ['unsafe map in memory, 1,000 keys', service('map', keyFile), of(thousand)],
  ['guarded from memory, 1 key', service('memory', url), of(keys.slice(0, 1))],
  ['guarded from memory, 1,000 keys', service('memory', url), of(thousand)],
  ['guarded from memory, 100,000 keys', service('memory', url), of(keys)],
  ['guarded from memory, garbage keys', service('memory', url), of(garbage), true],
  ['guarded from memory, unknown keys', service('memory', url), of(strangers), true],
  ['guarded, MySQL', service('direct', url), of(thousand)],
  ['guarded, SQLite', service('direct', sqlite), of(sqliteKeys.slice(0, 1_000))],
  ['guarded, remote from memory, 1,000 keys', () => startRemote('remote-memory'), of(thousand)],
  ['guarded, remote without memory', () => startRemote('remote'), of(thousand)],
  ['usual pattern, MySQL', service('usual', url), of(thousand)],
  ['usual pattern, SQLite', service('usual', sqlite), of(sqliteKeys.slice(0, 1_000))],
  ['Better Auth, MySQL', service('better-auth', betterAuthUrl), of(betterAuthKeys)],
  ['Redis GET per request', service('redis', redisUrl), of(thousand)],
  ['api: /health/live', api, asked('/health/live', [''])],
  ['api: self', api, asked('/api/v1/api-keys/self', thousand)],
  ['api: authorize', api, asked('/api/v1/api-keys/authorize?scope=recordings:read', thousand)],
  ['api: introspect', api, asked('/api/v1/api-keys/introspect', thousand, introspection)],
  ['api: garbage keys', api, asked('/api/v1/api-keys/self', garbage), true],
  ['api: a page of 100 keys', api, asked(`${keysOf(listed)}?limit=100`, [issuer.token])],
  ['api: a list of 1,000 keys', api, asked(keysOf(listed), [issuer.token])],
  ['a list of 1,000 keys by the driver alone', service('plain-list', url, listed), of([''])],
  ['api: a creation', api, asked(keysOf(growing), [issuer.token], creation)],
  ['the statements of a creation by the driver alone', service('plain-creation', url, growing), of([''])],
];
const contestants = rowsToMeasure.filter(([name]) => wanted(name));

/** The guarded service has one core to itself; the api shares that of the load. */
async function startRemote(kind) {
  const remote = await start('../apps/api/dist/main.js', [], 1, apiEnvironment(url));
  const guarded = await start('service.mjs', [kind, remote.url, clientSecret], 0);
  const stopBoth = async () => {
    await guarded.stop();
    await remote.stop();
  };
  return { url: guarded.url, stop: stopBoth };
}

const questions = async () =>
  Number((await connection.query("SHOW GLOBAL STATUS LIKE 'Questions'"))[0][0].Value);

/** A machine's speed changes from minute to minute, so each row is held against the bare route just before it. */
async function measure([name, startService, writeRequests, isRefused]) {
  const beside = await shoot(bareService.url, bareFile, seconds);
  const [running, file] = [await startService(), await writeRequests()];
  // Long enough for everything to be compiled, and for each of many keys to be asked for.
  await shoot(running.url, file, name.includes('100,000') ? 20 : 8);
  const before = await questions();
  const result = await shoot(running.url, file, seconds);
  const statements = (await questions()) - before - 1;
  await running.stop();
  await connection.query('DELETE FROM ??.api_keys WHERE organization_id = ?', [
    new URL(url).pathname.slice(1),
    growing,
  ]);
  const failed = result.broken + (isRefused ? result.requests - result.refused : result.refused);
  if (failed > 0) throw new Error(`${name}: ${failed} of ${result.requests} answers were not as expected.`);
  return {
    ...result,
    ratio: result.rate / beside.rate,
    slowest: result.p99 / beside.p99,
    statements: statements / seconds,
  };
}

const bareFile = await of(thousand)();
const bareService = await service('none')();
await shoot(bareService.url, bareFile, 8);
const where = await machine(connection);
const results = new Map(contestants.map(([name]) => [name, []]));
try {
  for (let round = 1; round <= rounds; round++)
    for (const contestant of contestants) {
      const [name] = contestant;
      console.error(`round ${round} of ${rounds}: ${name}`);
      results.get(name).push(await measure(contestant));
    }
} finally {
  await bareService.stop();
  await redis.close();
  issuer.close();
  await bench.close();
}

const medianOf = (name, field) => median(results.get(name).map((result) => result[field]));
console.log(where);
console.log(`${stored.toLocaleString('en')} keys stored, 32 connections, ${rounds} rounds of ${seconds} s\n`);
console.log(
  '| Route | requests/s | ratio to bare | from – to | p50 ms | p99 ms | p99 to bare | statements/s |',
);
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const [name, measured] of results) {
  const ratios = measured.map(({ ratio }) => ratio);
  const cells = [
    Math.round(medianOf(name, 'rate')).toLocaleString('en'),
    medianOf(name, 'ratio').toFixed(2),
    `${Math.min(...ratios).toFixed(2)} – ${Math.max(...ratios).toFixed(2)}`,
    medianOf(name, 'p50').toFixed(2),
    medianOf(name, 'p99').toFixed(2),
    medianOf(name, 'slowest').toFixed(2),
    Math.round(medianOf(name, 'statements')),
  ];
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
