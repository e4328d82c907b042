import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { forgetService, knowService } from './check-every-answer.js';
import { call, type Answer, type Call } from './services.js';

const root = join(__dirname, '..', '..');

/** A built service as a process of its own. */
export interface ServiceProcess {
  url: string;
  process: ChildProcess;
  /** Everything it has printed so far, to both streams. */
  printed(): string;
  call(path: string, options?: Call): Promise<Answer>;
  /** Sends the signal and returns the exit code; `null` when the signal itself ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A script of the build, or of another one by its whole path, with what it prints. */
export function runScript(script: string, env: NodeJS.ProcessEnv, args: string[] = []) {
  const path = resolve(root, script);
  if (!existsSync(path)) throw new Error(`${script} is missing: run "npm run build" first.`);
  const { PATH, HOME, TZ } = process.env;
  const child = fork(path, args, {
    cwd: root,
    env: { PATH, HOME, TZ, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
  return { child, printed: () => chunks.join(''), exited: once(child, 'close') as Promise<[number | null]> };
}

/** Starts a built service and waits until it listens. */
export const startProcess = (service: 'api' | 'recordings', env: NodeJS.ProcessEnv, args: string[] = []) =>
  startScript(`apps/${service}/dist/main.js`, env, args);

/** Starts the service that this script is. */
export async function startScript(
  script: string,
  env: NodeJS.ProcessEnv,
  args: string[] = [],
): Promise<ServiceProcess> {
  const { child, printed, exited } = runScript(script, env, args);
  const [message] = (await Promise.race([
    once(child, 'message'),
    exited.then(([code]) => {
      throw new Error(`${script} ended with code ${code} before it listened:\n${printed()}`);
    }),
  ])) as [{ url: string }];
  const { url } = message;
  await knowService(url);
  return {
    url,
    process: child,
    printed,
    call: (path, options) => call(url + path, options),
    stop: async (signal = 'SIGTERM') => {
      forgetService(url);
      child.kill(signal);
      return (await exited)[0];
    },
  };
}
