import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { orExit } from '@pocket/runtime';
import { readApiEnvironment } from './environment.js';

/** Starts the api and the internal service as two processes; they end together, on Ctrl-C or with either one. */
const environment = orExit(() => readApiEnvironment(process.env));
const children: ChildProcess[] = [];
let stopping = false;

function start(script: string, env: NodeJS.ProcessEnv, args: string[] = []): ChildProcess {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), args, { env });
  children.push(child);
  child.once('exit', (code) => {
    if (!stopping) process.exitCode = code === 0 ? 0 : 1;
    stop();
  });
  return child;
}

function stop(): void {
  stopping = true;
  // No signal, because a terminal sends Ctrl-C to the children as well, and a second one ends them at once.
  for (const child of children) if (child.connected) child.disconnect();
}

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    if (stopping) for (const child of children) child.kill(signal);
    stop();
  });

if (environment.DATABASE_URL === 'sqlite::memory:') {
  console.error('sqlite::memory: cannot be shared by two processes: only the api is started.');
  start('main.js', process.env);
} else if (environment.PORT === 65_535) {
  console.error('PORT must be a port number from 0 to 65534: the internal service takes the next one.');
  process.exitCode = 1;
} else {
  const port = environment.PORT === 0 ? 0 : environment.PORT + 1;
  const recordings = start('../../recordings/dist/main.js', { ...process.env, PORT: String(port) });
  recordings.once('message', ({ url }: { url: string }) => {
    if (!stopping) start('main.js', process.env, [`--recordings-url=${url}`]);
  });
}
