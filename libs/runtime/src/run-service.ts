import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { QueryFailedError } from 'typeorm';
import { readDatabaseUrl, type Environment } from './environment.js';
import { EnvironmentError } from './variables.js';

/** A container platform kills after 10 s. */
const shutdownLimitMs = 9_000;

export interface Service<E extends Environment> {
  /** Throws {@link EnvironmentError}. */
  readEnvironment(source: NodeJS.ProcessEnv): E;
  create(environment: E): Promise<NestFastifyApplication>;
  /** Called once the service listens. */
  started?(app: NestFastifyApplication, environment: E, url: string): Promise<void>;
}

/** The whole life of a service's process: environment, start, and on SIGTERM or SIGINT a graceful end with code 0. */
export async function runService<E extends Environment>(service: Service<E>): Promise<void> {
  const environment = orExit(() => service.readEnvironment(process.env));
  try {
    const app = await service.create(environment);
    await app.listen(environment.PORT, environment.HOST);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void shutDown(app));
    for (const event of ['uncaughtException', 'unhandledRejection'])
      process.on(event, (error) => crash(error));
    // The parent process died without signalling us.
    if (process.send) process.once('disconnect', () => void shutDown(app));
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

async function shutDown(app: NestFastifyApplication): Promise<void> {
  const closed = app.close().then(() => 0);
  const late = wait(shutdownLimitMs, 1, { ref: false });
  const code = await Promise.race([closed, late]);
  if (code !== 0) console.error('Requests were still under way at the end of the time for a shutdown.');
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

/** What the database says of a failed query would show SQL, except in its first line. */
function reasonOf(error: unknown): string {
  const { message, code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is in use. End the process that uses it, or set PORT.`;
  const whole = message || code || String(error);
  return error instanceof QueryFailedError ? whole.split('\n', 1)[0]! : whole;
}
