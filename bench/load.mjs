// What every benchmark needs: databases, services as processes on a core of their own, and requests by wrk.
import { execFile, execFileSync, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';

const server = process.env.TEST_DATABASE_URL || 'mysql://root@127.0.0.1:3306/test';
const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Ends the process with a sentence that says what to do. */
export function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** What the figures were measured on, in one line. */
export async function machine(connection) {
  const [[{ version }]] = await connection.query('SELECT VERSION() AS version');
  return `Node ${process.version}, ${cpus()[0].model}, ${availableParallelism()} cores; MySQL ${version}`;
}

/** `tools`: what is installed besides, each with its package. */
export async function createBench(tools = {}) {
  if (availableParallelism() < 2)
    stop('The benchmarks need two cores: one for the service, one for the load.');
  if (!existsSync(here('peers/node_modules'))) stop('Run "npm ci --prefix bench/peers" first.');
  for (const [tool, from] of Object.entries({ wrk: 'wrk', taskset: 'util-linux', ...tools }))
    await run('which', [tool]).catch(() => stop(`The benchmarks need ${tool}: apt-get install ${from}`));
  const connection = await createConnection({ uri: server, connectTimeout: 3_000 }).catch((error) =>
    stop(`The benchmarks need a MySQL server, which TEST_DATABASE_URL names: ${error.message}`),
  );
  const folder = await mkdtemp(join(tmpdir(), 'pocket-bench-'));
  const log = join(folder, 'log');
  const databases = [];
  let files = 0;
  return {
    connection,
    folder,
    async createDatabase() {
      const name = `bench_${randomBytes(4).toString('hex')}`;
      await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
      databases.push(name);
      return Object.assign(new URL(server), { pathname: `/${name}` }).href;
    },
    /** A service as a process, on one core where that is given. */
    async start(script, args, core, env = {}) {
      const output = openSync(log, 'a');
      const child = fork(here(script), args, {
        env: { ...process.env, ...env },
        stdio: ['ignore', output, 'inherit', 'ipc'],
      });
      closeSync(output);
      if (core !== undefined)
        execFileSync('taskset', ['-apc', String(core), String(child.pid)], { stdio: 'ignore' });
      const [{ url }] = await once(child, 'message');
      return {
        url,
        async stop() {
          const ended = once(child, 'exit');
          child.kill();
          await ended;
        },
      };
    },
    /** A file of requests, as load.lua reads them. */
    async requestsOf(path, bearers, { method = 'GET', headers = {}, body } = {}) {
      const file = join(folder, `requests-${files++}`);
      const block = (bearer) =>
        [
          `${method} ${path}`,
          ...Object.entries({
            ...(bearer && !headers.Authorization && { Authorization: `Bearer ${bearer}` }),
            ...headers,
          }).map(([name, value]) => `${name}: ${value}`),
          ...(body ? [`> ${body(bearer)}`] : []),
        ].join('\n') + '\n\n';
      await writeFile(file, bearers.map(block).join(''));
      return file;
    },
    /** Sends the requests of a file in turn, over 32 connections, from the second core. */
    async shoot(at, file, seconds) {
      const wrk = [
        'wrk',
        '-t1',
        '-c32',
        `-d${seconds}s`,
        '--latency',
        '-s',
        here('load.lua'),
        at,
        '--',
        file,
      ];
      const { stdout } = await run('taskset', ['-c', '1', ...wrk]);
      return JSON.parse(/^RESULT (.*)$/m.exec(stdout)[1]);
    },
    async close() {
      for (const name of databases) await connection.query(`DROP DATABASE ${name}`);
      await connection.end();
      await rm(folder, { recursive: true });
    },
  };
}
