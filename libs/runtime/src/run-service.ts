import { lookup } from 'node:dns/promises';
import { constants } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { drain } from './drain.js';
import { readDatabaseUrl, type Environment } from './environment.js';
import { Readiness } from './readiness.js';
import { reasonOf } from './reason-of.js';
import { EnvironmentError } from './variables.js';

/** How long the end may take after the delay. */
const endLimitMs = 4_900;
/** npm passes on a Ctrl-C that the terminal has already sent to this process: that is one wish and not two. */
const sameWishMs = 250;

export interface Service<E extends Environment> {
  /** Throws {@link EnvironmentError}. */
  readEnvironment(source: NodeJS.ProcessEnv): E;
  /** Has `HealthModule`. */
  create(environment: E): Promise<NestFastifyApplication>;
  /** Called once the service listens. */
  started?(app: NestFastifyApplication, environment: E, url: string): Promise<void>;
}

/**
 * The whole life of a service's process: environment, start, and on SIGTERM or SIGINT an end with code 0 that loses no
 * request ({@link drain}). A second signal ends it at once.
 */
export async function runService<E extends Environment>(service: Service<E>): Promise<void> {
  const environment = orExit(() => service.readEnvironment(process.env));
  let app: NestFastifyApplication | undefined;
  // Before the start, because as a container's first process it would not be ended by a signal that it does not handle.
  endWhenAsked(() => (app ? shutDown(app, environment.SHUTDOWN_DELAY_SECONDS * 1_000) : process.exit(143)));
  try {
    const starting = await service.create(environment);
    // By its address, because Fastify opens a second server for `localhost`, which would have none of our bounds.
    const { address } = await lookup(environment.HOST);
    await starting.listen(environment.PORT, address);
    app = starting;
    for (const event of ['uncaughtException', 'unhandledRejection'])
      process.on(event, (error) => crash(error));
    const url = urlOf(app);
    new Logger('Service').log(`listening on ${url}`);
    await service.started?.(app, environment, url);
    process.send?.({ url });
  } catch (error) {
    console.error(`The service could not start: ${reasonOf(error)}`);
    process.exit(1);
  }
}

/** Where the database is; for commands that need nothing else. */
export function readDatabaseUrlOrExit(): string {
  return orExit(() => readDatabaseUrl(process.env));
}

/** What is read, or one line per fault on standard error and the end of the process with code 1. */
export function orExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    for (const fault of error.faults) console.error(fault);
    process.exit(1);
  }
}

function endWhenAsked(shutDown: () => Promise<void>): void {
  let askedAt: number | undefined;
  const end = () => {
    if (askedAt !== undefined) return;
    askedAt = performance.now();
    void shutDown();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      const isAnotherWish = askedAt !== undefined && performance.now() - askedAt > sameWishMs;
      if (isAnotherWish) process.exit(128 + constants.signals[signal]);
      end();
    });
  // The parent process asks so, or died without asking.
  if (process.send) process.once('disconnect', end);
}

async function shutDown(app: NestFastifyApplication, delayMs: number): Promise<void> {
  app.get(Readiness, { strict: false }).end();
  const closed = drain(app.getHttpServer(), delayMs)
    .then(() => app.close())
    .then(() => 0);
  const late = wait(delayMs + endLimitMs, 1, { ref: false });
  const code = await Promise.race([closed, late]);
  if (code !== 0) console.error('The service could not end in time: something is still under way.');
  process.exit(code);
}

function crash(error: unknown): void {
  new Logger('Service').fatal({
    msg: 'crashed',
    stack: error instanceof Error ? error.stack : String(error),
  });
  process.exit(1);
}

function urlOf(app: NestFastifyApplication): string {
  const address = app.getHttpServer().address();
  if (address === null || typeof address === 'string') return String(address);
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
