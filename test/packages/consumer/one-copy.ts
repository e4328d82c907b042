// One process in which an ES module and a CommonJS module load the same libraries: says whether they got the same objects.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const names = process.argv.slice(2);
const differing: string[] = [];
for (const name of names) {
  const imported = (await import(name)) as Record<string, unknown>;
  const required = require(name) as Record<string, unknown>;
  for (const key of Object.keys(required))
    if (imported[key] !== required[key]) differing.push(`${name}: ${key}`);
}
const files = Object.keys(require.cache).filter((file) => file.includes('/@pocket/'));
console.log(JSON.stringify({ differing, files }));
