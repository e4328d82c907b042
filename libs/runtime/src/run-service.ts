import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { EnvironmentError, readDatabaseUrl, readEnvironment, type Environment } from './environment.js';

/** A container platform kills after 10 s. */
const shutdownLimitMs = 9_000;

export interface Service {
  /** Default 3000. */
  defaultPort?: number;
  create(environment: Environment): Promise<NestFastifyApplication>;
  /** Called once the service listens. */
  started?(app: NestFastifyApplication, environment: Environment, url: string): Promise<void>;
}

/** The whole life of a service's process: environment, start, and on SIGTERM or SIGINT a graceful end with code 0. */
export async function runService({ defaultPort, create, started }: Service): Promise<void> {
  const environment = readEnvironmentOrExit(defaultPort);
  try {
    const app = await create(environment);
    await app.listen(environment.PORT, environment.HOST);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void shutDown(app));
    for (const event of ['uncaughtException', 'unhandledRejection'])
      process.on(event, (error) => crash(error));
    // Whoever started this process and listens to it is gone, without having had the time to end it.
    if (process.send) process.once('disconnect', () => void shutDown(app));
    const url = urlOf(app);
    new Logger('Service').log(`listening on ${url}`);
    await started?.(app, environment, url);
    process.send?.({ url });
  } catch (error) {
    console.error(`The service could not start: ${reasonOf(error)}`);
    process.exit(1);
  }
}

/** The environment, or one line per fault on standard error and the end of the process with code 1. */
export function readEnvironmentOrExit(defaultPort?: number): Environment {
  return orExit(() => readEnvironment(process.env, { defaultPort }));
}

/** Where the database is; ends the process like {@link readEnvironmentOrExit}. */
export function readDatabaseUrlOrExit(): string {
  return orExit(() => readDatabaseUrl(process.env));
}

function orExit<T>(read: () => T): T {
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

/** One line; what the database says of a failed query would show SQL. */
function reasonOf(error: unknown): string {
  const { message, code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is in use. End the process that uses it, or set PORT.`;
  return (message || code || String(error)).split('\n', 1)[0]!;
}
