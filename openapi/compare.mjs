import { readFile } from 'node:fs/promises';
import { run } from './tools.mjs';

/** Changes that may break clients, each with its reason. */
export const list = new URL('accepted-breaking-changes.json', import.meta.url);

/** The changes since the last release that can break a client and are not in the list, each with the entry that it would need. */
export async function unlistedChanges(file, { path: document, released }) {
  const { changes } = await run(
    'redocly',
    'diff',
    released,
    file,
    '--config=openapi/redocly.yaml',
    '--format=json',
    '--fail-on=none',
  );
  const breaking = changes.flatMap(({ path, verdicts }) =>
    verdicts
      .filter(({ impact }) => impact === 'major')
      .map(({ ruleId, message }) => ({ document, path, rule: ruleId, message })),
  );
  const accepted = JSON.parse(await readFile(list, 'utf8'));
  const isListed = (change) =>
    accepted.some(
      ({ because, ...entry }) =>
        because && Object.entries(change).every(([key, value]) => entry[key] === value),
    );
  return [...breaking, ...(await changesOfAccess(document, released, file))]
    .filter((change) => !isListed(change))
    .map(
      (change) =>
        `breaks clients of the last release at ${change.path}: ${change.message}\n` +
        '  Undo it, or list it in openapi/accepted-breaking-changes.json with its reason:\n' +
        `  ${JSON.stringify({ ...change, because: '' })}`,
    );
}

/** Whom an operation admits stands in extensions, which Redocly does not compare. */
async function changesOfAccess(document, released, file) {
  const [before, after] = await Promise.all(
    [released, file].map(async (one) => JSON.parse(await readFile(one, 'utf8'))),
  );
  return Object.entries(before.paths).flatMap(([address, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      ['x-minimum-role', 'x-required-scopes'].flatMap((rule) => {
        const [was, is] = [operation, after.paths[address]?.[method] ?? operation].map((one) =>
          JSON.stringify(one[rule]),
        );
        const path = `${method.toUpperCase()} ${address}`;
        return was === is ? [] : [{ document, path, rule, message: `${rule} was ${was} and is ${is}` }];
      }),
    ),
  );
}
