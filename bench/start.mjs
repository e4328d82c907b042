// Prints how long the api takes from its start to the first answer, and what memory it then has, beside an application of Nest,
// Fastify and TypeORM that does nothing: `npm run --silent build && node bench/start.mjs`.
import 'reflect-metadata';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const rounds = 7;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

if (process.argv[2] === 'empty') await startEmpty();
else await compare();

async function startEmpty() {
  const { Controller, Get, Module } = await import('@nestjs/common');
  const { NestFactory } = await import('@nestjs/core');
  const { FastifyAdapter } = await import('@nestjs/platform-fastify');
  const { TypeOrmModule } = await import('@nestjs/typeorm');
  class LiveController {
    live() {
      return { status: 'ok' };
    }
  }
  const route = Object.getOwnPropertyDescriptor(LiveController.prototype, 'live');
  Get()(LiveController.prototype, 'live', route);
  Controller('health/live')(LiveController);
  class EmptyModule {}
  Module({
    imports: [TypeOrmModule.forRoot({ type: 'better-sqlite3', database: ':memory:' })],
    controllers: [LiveController],
  })(EmptyModule);
  const app = await NestFactory.create(EmptyModule, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  process.send({ url: await app.getUrl() });
}

/** One after another and in turn, since a machine's speed changes from minute to minute. */
async function compare() {
  const services = {
    'an empty application': ['start.mjs', 'empty'],
    api: ['../apps/api/dist/main.js'],
  };
  const measured = Object.fromEntries(Object.keys(services).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, program] of Object.entries(services)) measured[name].push(await start(program));
  const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  const [bare] = Object.values(measured);
  for (const [name, values] of Object.entries(measured)) {
    const [ms, bytes] = ['ms', 'bytes'].map((field) => median(values.map((value) => value[field])));
    const ratio = median(values.map((value, round) => value.ms / bare[round].ms)).toFixed(2);
    console.log(
      `${name}: first answer after ${Math.round(ms)} ms (${ratio}), ${Math.round(bytes / 2 ** 20)} MiB`,
    );
  }
}

async function start([script, ...args]) {
  const begun = performance.now();
  const child = fork(here(script), args, {
    env: { PATH: process.env.PATH, PORT: '0', DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ url }] = await once(child, 'message');
  await (await fetch(`${url.replace('[::1]', '127.0.0.1')}/health/live`)).text();
  const ms = performance.now() - begun;
  // What was only needed for the start may be gone by then.
  await wait(2_000);
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
  child.kill('SIGKILL');
  await once(child, 'exit');
  return { ms, bytes: Number(kibibytes) * 1024 };
}
