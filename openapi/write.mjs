// Writes the documents; with --check it only says whether the files are up to date.
import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { documents } from './documents.mjs';

for (const { path, create } of documents) {
  const text = await format(JSON.stringify(await create()), { parser: 'json' });
  if (!process.argv.includes('--check')) await writeFile(path, text);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error(`${path} is out of date: run "npm run openapi".`);
    process.exitCode = 1;
  }
}
