import { join } from 'node:path';
import { createSqliteFile } from '../support/test-database.js';
import { createWorld, type World } from '../support/world.js';
import { expectProtected, thingsOf } from './expect-protected.js';
import { expectHosted } from './hosted-service.js';
import { addGuardedController, hostedPackages, writeHostedService } from './pages.js';
import { Outside, type Project } from './projects.js';

/** What an application on NestJS 11 has in place of the newest versions. */
const older = [
  '@nestjs/platform-fastify@11',
  '@nestjs/swagger@11',
  '@nestjs/typeorm@11',
  'class-validator@0.14',
  'typeorm@0.3',
];

describe('a new application on NestJS 11 with TypeORM 0.3', () => {
  let outside: Outside;
  let project: Project;
  let world: World;
  beforeAll(async () => {
    outside = await Outside.create();
    const cli = outside.project('cli', 'commonjs');
    await cli.install(['@nestjs/schematics@11', 'typescript']);
    project = await outside.generate('nest-11', join(cli.cwd, 'node_modules/@nestjs/schematics'));
    const own = new Set([...project.packages, ...older].map((one) => /^(@?[^@]+)/.exec(one)![1]));
    const others = hostedPackages.filter((name) => !own.has(name));
    await project.install([...others, ...older, '@pocket/api-key-verification']);
    project.copy('on-the-database.ts', 'src/on-the-database.ts');
    writeHostedService(project, { platform: 'express', dataSource: 'DatabaseModule' });
    addGuardedController(project);
    const strict = ['--strict', '--strictPropertyInitialization', 'false'];
    await project.run('tsc', '-p', 'tsconfig.build.json', ...strict);
    world = await createWorld({}, createSqliteFile);
  }, 300_000);
  afterAll(async () => {
    await outside?.remove();
    await world?.close();
  });

  it('is on these versions', () => {
    const installed = project.installed();
    const versions = ['@nestjs/core', 'typeorm', 'class-validator'].map(
      (name) => installed.get(name)!.version,
    );
    expect(versions).toEqual([
      expect.stringMatching(/^11\./),
      expect.stringMatching(/^0\.3\./),
      expect.stringMatching(/^0\.14\./),
    ]);
  });

  it('passes the unit test of a guarded controller by Jest as the CLI sets it up', async () => {
    expect(await project.test()).toContain('2 passed');
  }, 120_000);

  it.each(['express', 'fastify'])('lets keys in and keeps all others out on %s', async (PLATFORM) => {
    const env = { DATABASE_URL: world.database.url, PLATFORM };
    await expectProtected(await thingsOf(world, await project.start('dist/on-the-database.js', env)));
  });

  it('hosts the whole module as the page "Host it yourself" says', async () => {
    const env = { AUTH_ISSUER: world.issuer.issuer, AUTH_AUDIENCE: world.issuer.audience };
    await expectHosted(await project.start('dist/main.js', env), world.issuer);
  });
});
