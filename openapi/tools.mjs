import { spawnSync } from 'node:child_process';

/** Runs a command line tool of node_modules and returns what it says as JSON; its notices are left out. */
export function run(tool, ...args) {
  const { stdout, stderr, error } = spawnSync(`node_modules/.bin/${tool}`, args, {
    encoding: 'utf8',
    maxBuffer: 100_000_000,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`${tool} ${args.join(' ')} gave no JSON:\n${error ?? stderr}${stdout}`);
  }
}
