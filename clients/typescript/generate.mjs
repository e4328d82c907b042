/** Writes the types of both services from their OpenAPI documents; with --check it only says whether they are up to date. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';

const documents = { api: '../../openapi.json', recordings: '../../apps/recordings/openapi.json' };
const banner = '// Generated from the OpenAPI document by "npm run openapi"; not to be edited.\n\n';

for (const [service, path] of Object.entries(documents)) {
  const document = JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8'));
  // What has a default may be left out of a request.
  const types = astToString(await openapiTS(document, { defaultNonNullable: false }));

  const target = fileURLToPath(new URL(`src/generated/${service}.ts`, import.meta.url));
  const text = await format(banner + types, { ...(await resolveConfig(target)), parser: 'typescript' });
  if (!process.argv.includes('--check')) await writeFile(target, text);
  else if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
    console.error(`The client's types of ${service} are out of date: run "npm run openapi".`);
    process.exitCode = 1;
  }
}
