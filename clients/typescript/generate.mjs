/** Writes the types of both services from their OpenAPI documents; with --check it only says whether they are up to date. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';

const documents = { api: '../../openapi.json', recordings: '../../apps/recordings/openapi.json' };
const banner = '// Generated from the OpenAPI document by "npm run client"; not to be edited.\n\n';

for (const [service, document] of Object.entries(documents)) {
  const path = fileURLToPath(new URL(`src/generated/${service}.ts`, import.meta.url));
  // What has a default may be left out of a request.
  const types = await openapiTS(new URL(document, import.meta.url), { defaultNonNullable: false });
  const text = await format(banner + astToString(types), {
    ...(await resolveConfig(path)),
    parser: 'typescript',
  });

  if (!process.argv.includes('--check')) await writeFile(path, text);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error(`The client's types of ${service} are out of date: run "npm run client".`);
    process.exitCode = 1;
  }
}
