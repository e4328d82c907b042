// Draws how verification behaves as the table, the number of replicas and the rate of deletions grow: bench/results/*.svg.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { entities, migrations } from '@pocket/api-keys';
import { createDataSource, schemaOptions } from '@pocket/database';
import { UnitOfWork } from '@pocket/revocation';
import { createBench, machine, median } from './load.mjs';
import { chart } from './peers/chart.mjs';
import { fill, organization } from './world.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const seconds = Number(process.env.BENCH_SECONDS ?? 5);
const sizes = [10_000, 30_000, 100_000, 300_000, 1_000_000];
const replicas = [1, 2, 3, 4];
const rates = [0, 1, 5, 10, 20, 50];
const empty = `/organization/${organization}/empty`;

const bench = await createBench({ nginx: 'nginx-light' });
const results = fileURLToPath(new URL('results/', import.meta.url));
await mkdir(results, { recursive: true });
const where = await machine(bench.connection);
const rows = [];

/** Medians of all rounds. */
async function measure(url, file, row) {
  await bench.shoot(url, file, 2);
  const shots = [];
  for (let i = 0; i < rounds; i++) shots.push(await bench.shoot(url, file, seconds));
  if (shots.some(({ refused, broken }) => refused + broken > 0))
    throw new Error('A request was not answered as expected.');
  const [rate, p99] = ['rate', 'p99'].map((field) => median(shots.map((shot) => shot[field])));
  rows.push({ ...row, rate: Math.round(rate), p99: Number(p99.toFixed(2)) });
  console.error(JSON.stringify(rows.at(-1)));
}

async function tableSize() {
  for (const stored of sizes) {
    const url = await bench.createDatabase();
    const keys = await fill(url, stored);
    const file = await bench.requestsOf(empty, keys.slice(0, 10_000));
    for (const [kind, series] of [
      ['memory', 'from memory'],
      ['direct', 'from the database'],
    ]) {
      const service = await bench.start('service.mjs', [kind, url], 0);
      await measure(service.url, file, { curve: 'keys in the table', series, x: stored });
      await service.stop();
    }
  }
}

async function replicasBehindNginx(url, keys) {
  const file = await bench.requestsOf(empty, keys.slice(0, 1_000));
  for (const count of replicas) {
    const services = [];
    for (let i = 0; i < count; i++) services.push(await bench.start('service.mjs', ['memory', url]));
    const proxy = await startNginx(services.map((service) => new URL(service.url).host));
    await measure(proxy.url, file, { curve: 'replicas behind nginx', series: 'from memory', x: count });
    await proxy.stop();
    for (const service of services) await service.stop();
  }
}

async function startNginx(hosts) {
  const port = 18_080;
  const file = join(bench.folder, 'nginx.conf');
  await writeFile(
    file,
    `pid ${bench.folder}/nginx.pid; error_log stderr warn; daemon off; worker_processes 1; events { worker_connections 1024; }
     http { access_log off; upstream replicas { ${hosts.map((host) => `server ${host};`).join(' ')} keepalive 64; }
     server { listen 127.0.0.1:${port}; keepalive_requests 1000000000;
     location / { proxy_pass http://replicas; proxy_http_version 1.1; proxy_set_header Connection ""; } } }`,
  );
  const child = spawn('nginx', ['-c', file, '-p', bench.folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`nginx has ended: port ${port} may be in use.`);
    await sleep(20);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

async function accepts(port) {
  const socket = connect(port, '127.0.0.1');
  const isOpen = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isOpen;
}

/** Keys that nobody uses are deleted, so that every request is answered alike. */
async function deletions(url, keys) {
  const dataSource = await createDataSource(schemaOptions(url, { entities, migrations })).initialize();
  const unit = new UnitOfWork(dataSource);
  const service = await bench.start('service.mjs', ['memory', url], 0);
  const file = await bench.requestsOf(empty, keys.slice(0, 1_000));
  let next = keys.length;
  for (const rate of rates) {
    const waits = [];
    const remove = async () => {
      const id = `key_${String(--next).padStart(26, '0')}`;
      const begun = performance.now();
      await unit.run(async ({ manager, revoke }) => {
        await manager.query('DELETE FROM api_keys WHERE id = ?', [id]);
        revoke(id);
      });
      waits.push(performance.now() - begun);
    };
    const timer = rate > 0 ? setInterval(() => void remove(), 1_000 / rate) : undefined;
    await measure(service.url, file, { curve: 'deletions a second', series: 'from memory', x: rate });
    clearInterval(timer);
    if (waits.length > 0) rows.at(-1).deletion = Math.round(median(waits));
  }
  await service.stop();
  await sleep(500);
  await dataSource.destroy();
}

try {
  await tableSize();
  const url = await bench.createDatabase();
  const keys = await fill(url, 100_000);
  await replicasBehindNginx(url, keys);
  await deletions(url, keys);
} finally {
  await bench.close();
}

const date = new Date().toISOString().slice(0, 10);
for (const curve of new Set(rows.map((row) => row.curve))) {
  const points = rows.filter((row) => row.curve === curve);
  const name = curve.replaceAll(' ', '-');
  await writeFile(`${results}${name}.svg`, await chart(curve, points, `${date}, ${where}`));
}
console.log(`${date}, ${where}; ${rounds} rounds of ${seconds} s, medians\n`);
console.log('| Curve | | verifications/s | p99 ms | a deletion, ms |\n| --- | ---: | ---: | ---: | ---: |');
for (const { curve, series, x, rate, p99, deletion } of rows)
  console.log(
    `| ${curve}, ${series} | ${x.toLocaleString('en')} | ${rate.toLocaleString('en')} | ${p99} | ${deletion ?? ''} |`,
  );
