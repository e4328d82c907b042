import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export interface Manifest {
  name?: string;
  version?: string;
  type?: 'module' | 'commonjs';
  exports?: Record<string, unknown>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

export const root = join(__dirname, '..', '..');
export const binary = (name: string) => join(root, 'node_modules', '.bin', name);
export const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const readManifest = (folder: string) => JSON.parse(read(folder, 'package.json')) as Manifest;

/** The folders of the packages that are published: every library, and the client. */
const packageFolders = [
  ...readdirSync(join(root, 'libs')).map((name) => `libs/${name}`),
  'clients/typescript',
];

/** What a person's own shell has: how to reach the registry, but nothing of npm's and Jest's own. */
const shell = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|jest_|test_|node_env$)/i.test(name)),
);

/** Runs a program and returns what it prints; where it fails, the error says all of it. */
export async function run(cwd: string, command: string, ...args: string[]): Promise<string> {
  try {
    const options = { cwd, env: shell, maxBuffer: 2 ** 26 };
    return (await promisify(execFile)(command, args, options)).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
}

/** A folder outside of the workspace with the tarballs of all packages, and projects that install them. */
export class Outside {
  private readonly projects: Project[] = [];

  private constructor(
    readonly folder: string,
    /** By the packages' names. */
    readonly tarballs: ReadonlyMap<string, string>,
  ) {}

  static async create(): Promise<Outside> {
    const folder = await mkdtemp(join(tmpdir(), 'pocket-packages-'));
    const folders = packageFolders.map((name) => `./${name}`);
    const packed = await run(root, 'npm', 'pack', '--json', '--pack-destination', folder, ...folders);
    const tarballs = (JSON.parse(packed) as { name: string; filename: string }[]).map(
      ({ name, filename }) => [name, join(folder, filename)] as const,
    );
    return new Outside(folder, new Map(tarballs));
  }

  /** An empty project. */
  project(name: string, type: Manifest['type']): Project {
    const cwd = join(this.folder, name);
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name, private: true, type }));
    return this.known(new Project(cwd, this.tarballs));
  }

  /** A project as the Nest CLI makes it, by these schematics; `options` are those of `nest new`. */
  async generate(name: string, schematics: string, ...options: string[]): Promise<Project> {
    const collection = `${schematics}:application`;
    await run(this.folder, binary('schematics'), collection, `--name=${name}`, '--no-dry-run', ...options);
    return this.known(new Project(join(this.folder, name), this.tarballs));
  }

  async remove(): Promise<void> {
    for (const project of this.projects) project.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private known(project: Project): Project {
    this.projects.push(project);
    return project;
  }
}

/** What no test of a generated project runs, and a minute to install. */
const tools =
  /eslint|prettier|oxlint|globals|@nestjs\/(cli|schematics|mau)|coverage|ts-loader|source-map-support/;

/** A project of somebody else: its own manifest, its own packages, its own compiler settings. */
export class Project {
  private readonly children: ChildProcess[] = [];

  constructor(
    readonly cwd: string,
    private readonly tarballs: ReadonlyMap<string, string>,
  ) {}

  get manifest(): Manifest {
    return JSON.parse(this.read('package.json')) as Manifest;
  }

  /** What its manifest names, such as `rxjs@^7.8.1`, without {@link tools}. */
  get packages(): string[] {
    const { dependencies, devDependencies } = this.manifest;
    const all = Object.entries({ ...dependencies, ...devDependencies });
    return all.filter(([name]) => !tools.test(name)).map((entry) => entry.join('@'));
  }

  read(path: string): string {
    return readFileSync(join(this.cwd, path), 'utf8');
  }

  write(path: string, text: string): this {
    mkdirSync(dirname(join(this.cwd, path)), { recursive: true });
    writeFileSync(join(this.cwd, path), text);
    return this;
  }

  /** A source of `test/packages/consumer`. */
  copy(source: string, path = source): this {
    return this.write(path, read('test/packages/consumer', source));
  }

  /**
   * Installs what the manifest names and these packages: ours from their tarballs, those of others in the version that they
   * say, such as `typeorm@1`, or else in the repository's. What ours depend on among themselves is found by their own
   * manifests. A peer that does not fit fails.
   */
  async install(packages: string[], ...options: string[]): Promise<void> {
    const wanted: Record<string, string> = {};
    for (const text of [...this.packages, ...packages]) {
      const [, name, version] = /^(@?[^@]+)@?(.*)$/.exec(text)!;
      wanted[name!] = this.tarballOf(name!) ?? (version || repositoryVersion(name!));
    }
    if (wanted['better-sqlite3']) wanted['better-sqlite3'] = installedVersion('better-sqlite3');
    const overrides = Object.fromEntries(
      [...this.tarballs.keys()].filter((name) => !wanted[name]).map((name) => [name, this.tarballOf(name)]),
    );
    const manifest = { ...this.manifest, dependencies: wanted, devDependencies: {}, overrides };
    this.write('package.json', JSON.stringify(manifest));
    // Without scripts, because better-sqlite3's may compile it for minutes.
    const flags = ['--ignore-scripts', '--strict-peer-deps', '--prefer-offline', '--no-audit', '--no-fund'];
    await run(this.cwd, 'npm', 'install', ...flags, ...options);
    if (wanted['better-sqlite3']) takeBinaryOfSqlite(this.cwd);
  }

  /** Every package that is installed, wherever, as the lock file has it. */
  installed(): Map<string, Manifest> {
    const lock = JSON.parse(this.read('package-lock.json')) as {
      packages: Record<string, Manifest>;
    };
    return new Map(
      Object.entries(lock.packages).map(([path, one]) => [path.split('node_modules/').at(-1)!, one]),
    );
  }

  /** Uses the packages that another project has installed. */
  sharePackagesOf({ cwd }: Project): void {
    symlinkSync(join(cwd, 'node_modules'), join(this.cwd, 'node_modules'));
  }

  /** Runs a program of an installed package. */
  run(program: string, ...args: string[]): Promise<string> {
    return run(this.cwd, join(this.cwd, 'node_modules', '.bin', program), ...args);
  }

  /** Runs the tests by the project's own script and returns all that it prints. */
  test(options = ''): Promise<string> {
    return run(this.cwd, 'sh', '-c', `npm test -- ${options} 2>&1`);
  }

  /** Starts a built program and waits until it listens. */
  async start(script: string, env: NodeJS.ProcessEnv): Promise<string> {
    const child = fork(join(this.cwd, script), {
      cwd: this.cwd,
      env: { PATH: process.env['PATH'], PORT: '0', ...env },
      execArgv: ['--require', join(__dirname, 'report-address.cjs')],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.children.push(child);
    let printed = '';
    for (const stream of [child.stdout!, child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
    const [message] = (await Promise.race([
      once(child, 'message'),
      once(child, 'close').then(([code]) => {
        throw new Error(`${script} ended with code ${code} before it listened:\n${printed}`);
      }),
    ])) as [{ url: string }];
    return message.url;
  }

  stop(): void {
    for (const child of this.children) child.kill();
  }

  private tarballOf(name: string): string | undefined {
    const path = this.tarballs.get(name);
    return path && `file:${path}`;
  }
}

function repositoryVersion(name: string): string {
  const { dependencies, devDependencies } = readManifest('.');
  const version = { ...dependencies, ...devDependencies }[name];
  if (!version) throw new Error(`Say which version of ${name} is meant.`);
  return version;
}

const installedVersion = (name: string) => readManifest(join('node_modules', name)).version!;

/** The one that `npm ci` compiled or fetched for this repository: the version is the same. */
export function takeBinaryOfSqlite(cwd: string): void {
  const path = 'build/Release/better_sqlite3.node';
  const installed = dirname(createRequire(join(cwd, 'index.js')).resolve('better-sqlite3/package.json'));
  mkdirSync(join(installed, dirname(path)), { recursive: true });
  cpSync(join(root, 'node_modules/better-sqlite3', path), join(installed, path));
}
