import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How Jest, with our environment, ends where of two suites one fails. */
async function exitCode(...options: string[]): Promise<unknown> {
  const rootDir = await mkdtemp(join(tmpdir(), 'pocket-exit-'));
  await writeFile(join(rootDir, 'good.test.js'), "it('passes', () => undefined);");
  await writeFile(join(rootDir, 'bad.test.js'), "it('fails', () => expect(1).toBe(2));");
  const testEnvironment = join(__dirname, '..', 'support', 'environment.cjs');
  const config = JSON.stringify({ rootDir, testEnvironment, transform: {} });
  const args = [require.resolve('jest/bin/jest'), '--config', config, ...options];
  const [code] = (await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'exit')) as unknown[];
  await rm(rootDir, { recursive: true });
  return code;
}

it.each([['--runInBand'], ['--maxWorkers=2']])('jest %s fails where a test fails', async (option) => {
  expect(await exitCode(option)).toBe(1);
});
