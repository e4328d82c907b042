// Makes today's documents those of the last release.
import { copyFile, writeFile } from 'node:fs/promises';
import { list } from './compare.mjs';
import { documents } from './documents.mjs';

for (const { path, released } of documents) await copyFile(path, released);
await writeFile(list, '[]\n');
