// Prints how many requests a second an empty route answers, unprotected and protected in several ways.
import 'reflect-metadata';
import { execFileSync, fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateApiKey, hashApiKey } from '@pocket/api-key-verification';
import { ApiKey, entities, migrations } from '@pocket/api-keys';
import { createDataSource, migrate, schemaOptions } from '@pocket/database';
import { Organization } from '@pocket/organizations';
import { createConnection } from 'mysql2/promise';

const stored = 10_000;
const used = 1_000;
const seconds = Number(process.env.BENCH_SECONDS ?? 8);
const organization = 'org_00000000000000000000000001';
const server = process.env.TEST_DATABASE_URL || 'mysql://root@127.0.0.1:3306/test';
const secret = randomBytes(16).toString('hex');

/** A process on one core, so that the server and its load do not take turns on one. */
function start(script, args, core, env = {}) {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), args, {
    env: { ...process.env, ...env },
  });
  if (availableParallelism() > 1)
    execFileSync('taskset', ['-apc', String(core), String(child.pid)], { stdio: 'ignore' });
  return child;
}

async function fill(url) {
  const schema = { entities, migrations };
  const dataSource = await createDataSource(schemaOptions(url, schema)).initialize();
  await migrate(dataSource);
  const now = new Date();
  await dataSource.manager.insert(Organization, { id: organization, name: 'Bench', createdAt: now });
  const secrets = Array.from({ length: stored }, () => generateApiKey('pk_live_'));
  const rows = secrets.map((key, index) => ({
    id: `key_${String(index).padStart(26, '0')}`,
    organizationId: organization,
    name: 'Bench',
    scopes: ['recordings:read', 'recordings:write'],
    keyHash: hashApiKey(key),
    createdAt: now,
    expiresAt: null,
    lastUsedAt: null,
  }));
  for (let at = 0; at < rows.length; at += 500)
    await dataSource.manager.insert(ApiKey, rows.slice(at, at + 500));
  await dataSource.destroy();
  return secrets.slice(0, used);
}

async function measure(name, args, keys) {
  const service = start('service.mjs', args, 0);
  const [{ url }] = await once(service, 'message');
  const load = start('load.mjs', [], 1);
  load.send({ url, path: `/organization/${organization}/empty`, keys, seconds });
  const [result] = await once(load, 'message');
  service.kill();
  await once(service, 'exit');
  return { name, ...result };
}

const rows = [];
const folder = await mkdtemp(join(tmpdir(), 'pocket-bench-'));
const sqlite = `sqlite:${join(folder, 'bench.sqlite')}`;
const sqliteKeys = await fill(sqlite);
rows.push(await measure('unguarded', ['none'], sqliteKeys));
rows.push(await measure('guarded, SQLite', ['direct', sqlite], sqliteKeys));
rows.push(await measure('usual pattern, SQLite', ['usual', sqlite], sqliteKeys));

const database = `bench_${randomBytes(4).toString('hex')}`;
const connection = await createConnection({ uri: server, connectTimeout: 3_000 }).catch(() => undefined);
let version = `no MySQL at ${new URL(server).host}: its rows were not measured`;
if (connection) {
  const [[row]] = await connection.query('SELECT VERSION() AS version');
  version = `database server ${row.version}`;
  await connection.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
  const url = Object.assign(new URL(server), { pathname: `/${database}` }).href;
  const keys = await fill(url);
  rows.push(await measure('guarded, MySQL', ['direct', url], keys));
  rows.push(await measure('usual pattern, MySQL', ['usual', url], keys));
  const api = start('../apps/api/dist/main.js', [], 1, {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: url,
    AUTH_ISSUER: 'https://issuer.example',
    AUTH_AUDIENCE: 'bench',
    INTROSPECTION_CLIENTS: `bench=${createHash('sha256').update(secret).digest('hex')}`,
  });
  const [{ url: apiUrl }] = await once(api, 'message');
  rows.push(await measure('guarded, remote (api on MySQL)', ['remote', '-', apiUrl, secret], keys));
  api.kill();
  await once(api, 'exit');
  await connection.query(`DROP DATABASE ${database}`);
  await connection.end();
}
await rm(folder, { recursive: true });

const [usual, direct] = ['usual pattern, MySQL', 'guarded, MySQL'].map((name) =>
  rows.find((row) => row.name === name),
);
console.log(`Node ${process.version}, ${cpus()[0].model}, ${availableParallelism()} cores; ${version}`);
console.log(`${stored} keys, load over ${used} of them, 32 connections, ${seconds} s each\n`);
console.log('| Route | requests/s | p50 ms | p99 ms | failed |\n| --- | ---: | ---: | ---: | ---: |');
for (const { name, rate, p50, p99, failed } of rows)
  console.log(`| ${name} | ${Math.round(rate).toLocaleString('en')} | ${p50} | ${p99} | ${failed} |`);
if (direct) console.log(`\nOn MySQL, ${(direct.rate / usual.rate).toFixed(1)} times the usual pattern.`);
