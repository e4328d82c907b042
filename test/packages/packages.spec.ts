import { execFile, fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startProcess } from '../support/processes.js';
import { call } from '../support/services.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

const root = join(__dirname, '..', '..');
const run = promisify(execFile);
const libraries = [
  'problem-details',
  'validation',
  'access',
  'organizations',
  'api-keys',
  'database',
  'runtime',
  'http',
  'documentation',
];
const forVerification = libraries.slice(0, 5);
const packages = [...libraries, 'client'];
const folderOf = (name: string) => (name === 'client' ? 'clients/typescript' : `libs/${name}`);
const secret = 'the stranger’s secret';
const shared = [
  '@nestjs/common',
  '@nestjs/core',
  'class-transformer',
  'class-validator',
  'reflect-metadata',
  'rxjs',
];
const fastify = '@nestjs/platform-fastify';
const database = [
  '@nestjs/platform-express',
  '@nestjs/swagger',
  '@nestjs/typeorm',
  'better-sqlite3',
  'typeorm',
];

let folder: string;
const tarballs: Record<string, string> = {};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pocket-packages-'));
  for (const name of packages) {
    const args = ['pack', '--silent', '--pack-destination', folder];
    const { stdout } = await run('npm', args, { cwd: join(root, folderOf(name)) });
    tarballs[name] = join(folder, stdout.trim());
  }
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(packages)('the tarball of %s', (name) => {
  it('holds types, modules, source maps, its manual and its licence, and nothing else', async () => {
    const { stdout } = await run('tar', ['-tzf', tarballs[name]!]);
    const names = stdout
      .trim()
      .split('\n')
      .map((name) => name.replace(/^package\//, ''));
    const odd = names.filter(
      (name) =>
        !/^dist\/[\w.-]+\.(d\.ts|js|js\.map)$/.test(name) &&
        !/^dist\/(migrations|generated)\/[\w.-]+\.(d\.ts|js|js\.map)$/.test(name) &&
        !/^assets\/[\w.-]+\.(css|js)$/.test(name),
    );
    expect(odd.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
    expect(names).toEqual(expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'dist/index.js.map']));
    const assets = await readdir(join(root, folderOf(name), 'assets')).catch(() => []);
    expect(names).toEqual(expect.arrayContaining(assets.map((file) => `assets/${file}`)));
    expect(names.filter((name) => name.includes('.spec.'))).toEqual([]);
  });

  it('satisfies publint and are-the-types-wrong', async () => {
    const bin = (name: string) => join(root, 'node_modules', '.bin', name);
    const lint = await run(bin('publint'), ['run', tarballs[name]!, '--strict']);
    expect(lint.stdout).toContain('All good!');
    const types = await run(bin('attw'), [tarballs[name]!, '--profile', 'esm-only', '--format', 'ascii']);
    expect(types.stdout).toContain('node16 (from ESM): 🟢 (ESM)');
  }, 60_000);
});

describe('a stranger’s project', () => {
  let world: World;
  let own: TestOrganization;
  let other: TestOrganization;
  const children: ChildProcess[] = [];

  /** A project of its own: what it needs installed, its one source compiled with full type checks. */
  const project = async (
    name: string,
    source: string,
    type: 'module' | 'commonjs',
    packages: string[],
    ours = forVerification,
  ) => {
    const cwd = join(folder, name);
    await mkdir(cwd, { recursive: true });
    const { dependencies, devDependencies } = JSON.parse(
      await readFile(join(root, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string>>;
    const versions = { ...dependencies, ...devDependencies };
    const own = ours.map((name) => [`@pocket/${name}`, `file:${tarballs[name]}`]);
    const others = [...packages, 'typescript', '@types/node'].map((name) => [name, versions[name]]);
    await writeFile(
      join(cwd, 'package.json'),
      JSON.stringify({ name, private: true, type, dependencies: Object.fromEntries([...own, ...others]) }),
    );
    const compilerOptions = {
      target: 'es2023',
      module: 'nodenext',
      strict: true,
      types: ['node'],
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      // Nest's own types lack those of Express.
      skipLibCheck: packages.length > 0,
    };
    await writeFile(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    await cp(join(__dirname, 'stranger', source), join(cwd, source));
    return cwd;
  };
  const install = (cwd: string) =>
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd });
  const compile = (cwd: string) =>
    run('npx', ['tsc', '-p', '.'], { cwd }).catch((error: { stdout: string }) => {
      throw new Error(error.stdout);
    });
  const start = async (cwd: string, script: string, env: NodeJS.ProcessEnv) => {
    const child = fork(join(cwd, script), {
      cwd,
      env: { PATH: process.env['PATH'], ...env },
      stdio: 'inherit',
    });
    children.push(child);
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    return url;
  };

  beforeAll(async () => {
    world = await createWorld({
      INTROSPECTION_CLIENTS: `stranger=${createHash('sha256').update(secret).digest('hex')}`,
    });
    own = await world.organization('own');
    other = await world.organization('other');
  });
  afterAll(async () => {
    for (const child of children) child.kill();
    await world.close();
  });

  const expectToBehave = async (url: string) => {
    const use = (token: string | undefined, { id } = own) =>
      call(`${url}/organization/${id}/things`, { token });
    const reader = await world.key(own, { scopes: ['recordings:read'] });
    const writer = await world.key(own, { scopes: ['recordings:write'] });
    const foreign = await world.key(other);
    const accepted = await use(reader.key);
    expect([accepted.status, accepted.body]).toEqual([200, { orgId: own.id, keyId: reader.id }]);
    expect(accepted.headers.get('cache-control')).toBe('no-store');
    for (const [token, organization, status, code] of [
      [undefined, own, 401, 'unauthenticated'],
      ['pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD', own, 401, 'invalid_token'],
      [own.tokens.owner, own, 401, 'invalid_token'],
      [writer.key, own, 403, 'insufficient_scope'],
      [foreign.key, own, 404, 'not_found'],
      [reader.key, other, 404, 'not_found'],
    ] as const) {
      const answer = await use(token, organization);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    }
    for (let round = 0; round < 20; round++) {
      const { id, key } = await world.key(own);
      expect((await use(key)).status).toBe(200);
      await world.api.call(`${own.path}/api-keys/${id}`, { method: 'DELETE', token: own.tokens.admin });
      expect((await use(key)).status).toBe(401);
    }
  };

  it('on the database checks keys on Fastify and Express, as ES modules and as CommonJS', async () => {
    const packages = [...shared, fastify, ...database];
    const esm = await project('esm', 'database.ts', 'module', packages);
    await install(esm);
    const commonjs = await project('commonjs', 'database.ts', 'commonjs', packages);
    await symlink(join(esm, 'node_modules'), join(commonjs, 'node_modules'));
    await Promise.all([compile(esm), compile(commonjs)]);
    const env = { DATABASE: world.database.url.replace('sqlite:', '') };
    await expectToBehave(await start(esm, 'database.js', { ...env, PLATFORM: 'fastify' }));
    await expectToBehave(await start(esm, 'database.js', { ...env, PLATFORM: 'express' }));
    await expectToBehave(await start(commonjs, 'database.js', { ...env, PLATFORM: 'express' }));
  }, 300_000);

  it('without any database package asks the api', async () => {
    const cwd = await project('remote', 'remote.ts', 'module', [...shared, fastify]);
    await install(cwd);
    const installed = await readdir(join(cwd, 'node_modules'));
    const nest = await readdir(join(cwd, 'node_modules', '@nestjs'));
    for (const name of ['typeorm', 'better-sqlite3', 'mysql2'])
      expect([...installed, ...nest]).not.toContain(name);
    await compile(cwd);
    await expectToBehave(await start(cwd, 'remote.js', { API_URL: world.api.url, API_SECRET: secret }));
  }, 300_000);

  it('with nothing but the client creates a key, uses it, deletes it and sees it refused', async () => {
    const cwd = await project('client', 'client.ts', 'module', [], ['client']);
    await install(cwd);
    await compile(cwd);
    const api = await startProcess('api', world.env);
    children.push(api.process);
    const env = { PATH: process.env['PATH'], API_URL: api.url, TOKEN: await world.issuer.token('ada') };
    const { stdout } = await run('node', ['client.js'], { cwd, env });
    await api.stop();
    expect(JSON.parse(stdout)).toEqual({
      isItself: true,
      scopes: ['recordings:read'],
      deleted: { success: true },
      dead: [401, 'invalid_token'],
      hasRequestId: true,
    });
  }, 300_000);
});
