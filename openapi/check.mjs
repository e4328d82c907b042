// Checks the documents as the sources make them now, and that the committed ones are the same.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unlistedChanges } from './compare.mjs';
import { documents } from './documents.mjs';
import { findingsIn } from './lint.mjs';

const folder = await mkdtemp(join(tmpdir(), 'pocket-openapi-'));

async function faultsOf(document) {
  const { text, undescribed } = await document.create();
  const file = join(folder, document.path.replaceAll('/', '-'));
  await writeFile(file, text);
  const committed = await readFile(document.path, 'utf8').catch(() => '');
  return [
    ...undescribed,
    ...(await findingsIn(file, document)),
    ...(await unlistedChanges(file, document)),
    ...(committed === text ? [] : ['is out of date: run "npm run fix"']),
  ];
}

try {
  await Promise.all(
    documents.map(async (document) => {
      const faults = await faultsOf(document).catch((error) => [error.message]);
      for (const fault of faults) console.error(`${document.path}: ${fault}`);
      if (faults.length > 0) process.exitCode = 1;
    }),
  );
} finally {
  await rm(folder, { recursive: true });
}
