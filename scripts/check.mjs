// Runs every check, also after one has failed, as many at once as there are processors.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The longest first. */
const checks = [
  ['types of the tests', 'tsc -p tsconfig.test.json'],
  ['documents', 'node openapi/check.mjs'],
  ['lint', 'npm run --silent lint'],
  ['unused code and dependencies', 'npm run --silent unused'],
  ['format', 'prettier --check --cache --log-level warn .'],
  ['client', 'node clients/typescript/generate.mjs --check'],
  ['schema', 'npm run --silent schema:check'],
];

const failed = [];
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

async function run([name, command]) {
  const start = performance.now();
  const child = spawn(command, { shell: true });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (printed += text));
  const code = await new Promise((resolve) => child.on('close', resolve));
  console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${name}  (${seconds(start)})`);
  if (code === 0) return;
  console.log(`${printed.trimEnd()}\n`);
  failed.push(name);
}

const start = performance.now();
// The others read what the build writes, which it also does where types are wrong.
await run(['types', 'tsc -b; code=$?; node scripts/bundle.mjs && exit $code']);
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    while (checks.length > 0) await run(checks.shift());
  }),
);
console.log(failed.length === 0 ? `All passed in ${seconds(start)}.` : `Failed: ${failed.join(', ')}.`);
if (failed.length > 0)
  console.log('"npm run fix" formats, mends what the linter can, and writes documents and client.');
process.exitCode = failed.length > 0 ? 1 : 0;
