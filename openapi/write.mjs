// Writes the documents as the sources make them.
import { writeFile } from 'node:fs/promises';
import { documents } from './documents.mjs';

for (const { path, create } of documents) await writeFile(path, (await create()).text);
