// Compares each document with that of the last release: a change that can break a client must be listed in
// accepted-breaking-changes.json. With --release it makes today's documents the last release's.
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { documents } from './documents.mjs';
import { run } from './tools.mjs';

const list = new URL('accepted-breaking-changes.json', import.meta.url);
const accepted = JSON.parse(await readFile(list, 'utf8'));
const isAccepted = (document, { path, rule, message }) =>
  accepted.some(
    (entry) =>
      entry.document === document &&
      entry.path === path &&
      entry.rule === rule &&
      entry.message === message &&
      entry.because,
  );

/** Whom an operation admits stands in extensions, which Redocly does not compare. */
async function changesOfAccess(released, path) {
  const [before, after] = await Promise.all(
    [released, path].map(async (file) => JSON.parse(await readFile(file, 'utf8'))),
  );
  return Object.entries(before.paths).flatMap(([address, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      ['x-minimum-role', 'x-required-scopes'].flatMap((rule) => {
        const [was, is] = [operation, after.paths[address]?.[method] ?? operation].map((one) =>
          JSON.stringify(one[rule]),
        );
        return was === is
          ? []
          : [{ path: `${method} ${address}`, rule, message: `${rule} was ${was} and is ${is}` }];
      }),
    ),
  );
}

if (process.argv.includes('--release')) {
  for (const { path, released } of documents) await copyFile(path, released);
  await writeFile(list, '[]\n');
} else {
  for (const { path, released } of documents) {
    const { changes } = run(
      'redocly',
      'diff',
      released,
      path,
      '--config=openapi/redocly.yaml',
      '--format=json',
      '--fail-on=none',
    );
    const breaking = changes.flatMap(({ path: place, verdicts }) =>
      verdicts
        .filter(({ impact }) => impact === 'major')
        .map(({ ruleId, message }) => ({ path: place, rule: ruleId, message })),
    );
    breaking.push(...(await changesOfAccess(released, path)));
    const unlisted = breaking.filter((change) => !isAccepted(path, change));
    for (const change of unlisted)
      console.error(
        `${path} breaks clients of the last release: ${change.message}\n  ${JSON.stringify({ document: path, ...change, because: '' })}`,
      );
    console.log(
      `${path}: ${breaking.length} breaking changes since the last release, ${unlisted.length} not listed.`,
    );
    if (unlisted.length > 0) process.exitCode = 1;
  }
  if (process.exitCode)
    console.error('Undo them, or list each in openapi/accepted-breaking-changes.json, with its reason.');
}
