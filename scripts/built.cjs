'use strict';
// Makes sure that what is started is what the sources say: builds where sources or build have changed since the last build.
// Plain CommonJS without newer syntax, so that an old Node can run it far enough to be told.
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
const stamp = join(root, 'apps', 'api', 'build', '.built');

/** The files of a folder of every library, app and client, in an order that does not depend on the file system. */
function filesIn(folder, isWanted) {
  const found = ['libs', 'apps', 'clients'].flatMap((kind) =>
    readdirSync(join(root, kind)).flatMap((name) => {
      const at = join(root, kind, name, folder);
      if (!existsSync(at)) return [];
      return readdirSync(at, { recursive: true })
        .map(String)
        .filter(isWanted)
        .map((file) => join(at, file));
    }),
  );
  return found.sort();
}

const sources = filesIn('src', (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));

function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** What was compiled, and what came of it. */
function state() {
  const settings = ['tsconfig.base.json', 'package-lock.json', 'scripts/bundle.mjs'].map((name) =>
    join(root, name),
  );
  // They say by `exports` which file a bundle takes.
  const manifests = filesIn('', (file) => file === 'package.json');
  const built = ['build', 'dist'].flatMap((folder) => filesIn(folder, (file) => file.endsWith('.js')));
  return `${fingerprint([...settings.filter(existsSync), ...manifests, ...sources])} ${fingerprint(built)}`;
}

if (sources.length > 0 && !(existsSync(stamp) && readFileSync(stamp, 'utf8') === state())) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const isInstalled = (name) => existsSync(join(root, 'node_modules', name));
  if (!['typescript', '@types/node', 'rolldown'].every(isInstalled)) {
    console.error(
      'The build is missing or older than the sources, and the compiler is not installed: run "npm ci && npm run build", ' +
        'then "npm prune --omit=dev" if you like.',
    );
    process.exit(1);
  }
  console.error('Building; this takes up to a minute …');
  // Not only what looks newer: copied and restored files may have any time.
  for (const command of [[tsc, '-b', '--force'], [join(__dirname, 'bundle.mjs')]]) {
    const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
    if (status !== 0) process.exit(status || 1);
  }
  writeFileSync(stamp, state());
}
