'use strict';
// Makes sure that what is started is what the sources say: builds where they have changed since the last build. Plain
// CommonJS without newer syntax, so that an old Node can run it far enough to be told.
const version = process.versions.node.split('.').map(Number);
const isSupported =
  version[0] > 22 || (version[0] === 22 && version[1] >= 12) || (version[0] === 20 && version[1] >= 19);
if (!isSupported) {
  console.error(
    'This needs Node 24, 22.12 or 20.19, or newer ones of these; here is Node ' +
      process.versions.node +
      '. Install Node 24 and run the command again.',
  );
  process.exit(1);
}

const { createHash } = require('node:crypto');
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const stamp = join(root, 'apps', 'api', 'dist', '.sources');

/** The sources of every library and app, in an order that does not depend on the file system. */
function sources() {
  return ['libs', 'apps', 'clients'].flatMap((kind) =>
    readdirSync(join(root, kind)).flatMap((name) => {
      const folder = join(root, kind, name, 'src');
      if (!existsSync(folder)) return [];
      const files = readdirSync(folder, { recursive: true }).map(String);
      return files
        .filter((file) => /\.(ts|js|css)$/.test(file) && !file.endsWith('.spec.ts'))
        .map((file) => join(folder, file));
    }),
  );
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of sources().sort())
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

const expected = fingerprint();
const isBuilt = existsSync(stamp) && readFileSync(stamp, 'utf8') === expected;
if (sources().length > 0 && !isBuilt) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(tsc) || !existsSync(join(root, 'node_modules', '@types', 'node'))) {
    console.error(
      'The build is missing or older than the sources, and the compiler is not installed: run "npm ci && npm run build", ' +
        'then "npm prune --omit=dev" if you like.',
    );
    process.exit(1);
  }
  const what = existsSync(stamp)
    ? 'Building what has changed'
    : 'Building; the first time this takes up to a minute';
  console.error(`${what} …`);
  const { status } = spawnSync(process.execPath, [tsc, '-b'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status || 1);
  writeFileSync(stamp, expected);
}
