import { join } from 'node:path';
import { Clock } from '@pocket/access';
import { call } from '../support/services.js';
import { createMysqlDatabase, createSqliteFile } from '../support/test-database.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';
import { expectProtected, thingsOf } from './expect-protected.js';
import { addGuardedController, tellJest } from './pages.js';
import { Outside, root, run, type Project } from './projects.js';

const verification = ['@pocket/access', '@pocket/api-key-verification'];
const others = ['@nestjs/platform-fastify', '@nestjs/typeorm', 'typeorm', 'better-sqlite3', 'mysql2'];

describe('a new application on NestJS 12', () => {
  let outside: Outside;
  let esm: Project;
  let commonJs: Project;
  beforeAll(async () => {
    outside = await Outside.create();
    const schematics = join(root, 'node_modules/@nestjs/schematics');
    esm = await outside.generate('nest-12', schematics, '--type=esm');
    commonJs = await outside.generate('nest-12-commonjs', schematics, '--type=cjs');
    await esm.install([...verification, ...others, ...commonJs.packages, '@swc/core', '@swc/jest']);
    commonJs.sharePackagesOf(esm);
    esm.copy('one-copy.ts', 'src/one-copy.ts');
    for (const project of [esm, commonJs]) {
      addGuardedController(project);
      project.copy('on-the-database.ts', 'src/on-the-database.ts');
      await project.run('tsc', '-p', 'tsconfig.build.json');
    }
  }, 300_000);
  afterAll(() => outside?.remove());

  it('gets no package that verification does not need', () => {
    const names = [...esm.installed().keys()];
    expect(names.filter((name) => /swagger|class-(validator|transformer)/.test(name))).toEqual([]);
  });

  it('passes the unit test of a guarded controller: ES modules, by Vitest as the CLI sets it up', async () => {
    expect(await esm.test()).toContain('2 passed');
  }, 120_000);

  it('passes the unit test of a guarded controller: CommonJS, by Jest as the manual says', async () => {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    if (major < 24 || (major === 24 && minor < 9)) tellJest(commonJs);
    expect(await commonJs.test()).toContain('2 passed');
  }, 120_000);

  it('loads each library once, where an ES module and a CommonJS module of one process import it', async () => {
    const libraries = [...esm.installed().keys()].filter((name) => name.startsWith('@pocket/'));
    const entries = [...libraries, '@pocket/access/testing', '@pocket/api-key-verification/remote'];
    const { differing, files } = JSON.parse(await run(esm.cwd, 'node', 'dist/one-copy.js', ...entries)) as {
      differing: string[];
      files: string[];
    };
    expect(differing).toEqual([]);
    const copies = new Set(files.map((file) => file.replace(/\/dist\/.*/, '')));
    expect(copies.size).toBe(libraries.length);
  });

  describe('on the database of the api', () => {
    let world: World;
    beforeAll(async () => {
      world = await createWorld({}, createSqliteFile);
    });
    afterAll(() => world?.close());

    it.each([
      ['ES modules', 'Express'],
      ['ES modules', 'Fastify'],
      ['CommonJS', 'Express'],
      ['CommonJS', 'Fastify'],
    ])('lets keys in and keeps all others out: %s, %s', async (format, platform) => {
      const project = format === 'CommonJS' ? commonJs : esm;
      const env = { DATABASE_URL: world.database.url, PLATFORM: platform.toLowerCase() };
      const url = await project.start('dist/on-the-database.js', env);
      await expectProtected(await thingsOf(world, url));
    });
  });

  describe('on MySQL or MariaDB by mysql2’s default time zone, that of the process', () => {
    let world: World;
    beforeAll(async () => {
      world = await createWorld({}, createMysqlDatabase);
    });
    afterAll(() => world?.close());

    it.each(['UTC', 'America/New_York', 'Asia/Kolkata'])(
      'in %s lets a key in until it expires, to the minute, and notes when it was used',
      async (TZ) => {
        const env = { DATABASE_URL: world.database.url, PLATFORM: 'fastify', TZ };
        const url = await commonJs.start('dist/on-the-database.js', env);
        const { own, address, ...route } = await thingsOf(world, url);
        // Each was made an hour ago, because a key cannot be made that has expired already.
        const clock = jest.spyOn(world.api.app.get(Clock), 'now');
        const keyEndingIn = async (minutes: number) => {
          const now = Date.now();
          clock.mockReturnValue(new Date(now - 3_600_000));
          return world.key(own, { expires_at: new Date(now + minutes * 60_000).toISOString() });
        };
        const [dead, live] = [await keyEndingIn(-1), await keyEndingIn(1)];
        clock.mockRestore();
        const before = Date.now();
        const statuses = [dead, live].map(({ key }) => call(address(own), { token: key }));
        expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([401, 200]);
        const after = Date.now();
        const used = Date.parse(await lastUsedAt(world, own, live.id));
        expect(used).toBeGreaterThanOrEqual(before);
        expect(used).toBeLessThanOrEqual(after);
        await expectProtected({ own, address, ...route });
      },
    );
  });
});

/** Waits until it has been written, which is at most half a second after the first use. */
async function lastUsedAt(world: World, { path, tokens }: TestOrganization, id: string): Promise<string> {
  for (;;) {
    const { body } = await world.api.call(`${path}/api-keys/${id}`, { token: tokens.viewer });
    if (body.last_used_at !== null) return body.last_used_at as string;
  }
}
