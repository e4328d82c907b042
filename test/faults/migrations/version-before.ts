import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  const files = [
    'libs',
    'apps',
    'clients',
    'tsconfig.json',
    'tsconfig.base.json',
    'package.json',
    'package-lock.json',
    '.npmrc',
  ];
  const archive = execFileSync('git', ['archive', commit, ...files], { cwd: root, maxBuffer: 2 ** 28 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  const run = (program: string, ...args: string[]) => promisify(execFile)(program, args, { cwd: folder });
  await run('npm', 'ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund');
  // Ours has been compiled.
  const driver = join('node_modules', 'better-sqlite3');
  await rm(join(folder, driver), { recursive: true });
  symlinkSync(join(root, driver), join(folder, driver));
  // Its types were checked when it was made.
  await run(process.execPath, join('node_modules', 'typescript', 'bin', 'tsc'), '-b', '--noCheck');
  return {
    api: join(folder, 'apps', 'api', 'dist', 'main.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
