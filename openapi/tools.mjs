import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a command line tool of node_modules and returns what it says as JSON; its notices are left out. */
export async function run(tool, ...args) {
  const options = {
    maxBuffer: 100_000_000,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  };
  // With findings the tools say the same and exit with 1.
  const { stdout, stderr } = await promisify(execFile)(`node_modules/.bin/${tool}`, args, options).catch(
    (error) => error,
  );
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`${tool} ${args.join(' ')} gave no JSON:\n${stderr}${stdout}`);
  }
}
