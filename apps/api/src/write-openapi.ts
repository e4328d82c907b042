import { readFile, writeFile } from 'node:fs/promises';
import { createDocument, readEnvironment } from '@pocket/service';
import { format } from 'prettier';
import { createApi } from './create-api.js';
import { documentation } from './documentation.js';

/** Writes openapi.json from the application itself; with --check it only says whether the file is up to date. */
const path = new URL('../../../openapi.json', import.meta.url);
const app = await createApi(readEnvironment({ DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' }));
const text = await format(JSON.stringify(createDocument(app, documentation)), { parser: 'json' });
await app.close();

if (!process.argv.includes('--check')) await writeFile(path, text);
else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
  console.error('openapi.json is out of date: run "npm run openapi".');
  process.exitCode = 1;
}
