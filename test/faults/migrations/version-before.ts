import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..', '..', '..');
/** The last commit of 0.1.0, whose schema and processes the newer ones must get on with. */
const commit = process.env['VERSION_BEFORE'] || '689152d';

/** The migrations that it knew. */
export const migrationsBefore = [
  'CreateOrganizations1795392000001',
  'CreateMemberships1795392000002',
  'CreateApiKeys1795392000003',
];

/** The variables that it knew, of those that the services get here; it refuses others. */
export const variablesBefore = [
  'NODE_ENV',
  'PORT',
  'LOG_LEVEL',
  'DATABASE_URL',
  'AUTH_ISSUER',
  'AUTH_AUDIENCE',
  'API_KEY_MAX_PER_ORGANIZATION',
];

/** The version before, built in a folder of its own. */
export interface VersionBefore {
  /** The program that is its api. */
  api: string;
  remove(): Promise<void>;
}

/** `undefined` where this clone lacks the commit. */
export async function buildVersionBefore(): Promise<VersionBefore | undefined> {
  try {
    execFileSync('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: root, stdio: 'ignore' });
  } catch {
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'pocket-before-'));
  const archive = execFileSync(
    'git',
    ['archive', commit, 'libs', 'apps', 'clients', 'tsconfig.json', 'tsconfig.base.json', 'package.json'],
    {
      cwd: root,
      maxBuffer: 2 ** 28,
    },
  );
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  linkPackages(folder);
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  // Its types were checked when it was made.
  await promisify(execFile)(process.execPath, [compiler, '-b', '--noCheck'], { cwd: folder });
  return {
    api: join(folder, 'apps', 'api', 'dist', 'main.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The packages of others are ours; those of the workspace are its own. */
function linkPackages(folder: string): void {
  const modules = join(folder, 'node_modules');
  const link = (name: string, target: string) => {
    const path = join(modules, name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  };
  const own = new Set<string>();
  for (const kind of ['libs', 'apps', 'clients'])
    for (const name of readdirSync(join(folder, kind))) {
      const manifest = join(folder, kind, name, 'package.json');
      if (!existsSync(manifest)) continue;
      const { name: packageName } = JSON.parse(readFileSync(manifest, 'utf8')) as { name: string };
      own.add(packageName.split('/')[0]!);
      link(packageName, join(folder, kind, name));
    }
  const others = join(root, 'node_modules');
  for (const name of readdirSync(others))
    if (!own.has(name) && !name.startsWith('.')) link(name, join(others, name));
}
