import { createHash } from 'node:crypto';
import { startProcess } from '../support/processes.js';
import { createSqliteFile } from '../support/test-database.js';
import { createWorld, type World } from '../support/world.js';
import { expectProtected, thingsOf } from './expect-protected.js';
import { Outside, run, type Project } from './projects.js';

const secret = 'of the consumer';
const introspectionClient = `consumer=${createHash('sha256').update(secret).digest('hex')}`;

describe('a project with no database', () => {
  let outside: Outside;
  let world: World;
  beforeAll(async () => {
    outside = await Outside.create();
    world = await createWorld({ INTROSPECTION_CLIENTS: introspectionClient }, createSqliteFile);
  }, 60_000);
  afterAll(async () => {
    await outside?.remove();
    await world?.close();
  });

  /** With the strictest types that a compiler checks. */
  const compile = async (project: Project, source: string) => {
    const compilerOptions = {
      target: 'es2023',
      module: 'nodenext',
      types: ['node'],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      // Nest's own types lack those of Express.
      skipLibCheck: true,
    };
    project.copy(source).write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    await project.run('tsc', '-p', '.');
  };

  it('verifies keys by asking the api, without any database package', async () => {
    const project = outside.project('remote', 'module');
    await project.install([
      '@pocket/access',
      '@pocket/api-key-verification',
      '@nestjs/common',
      '@nestjs/core',
      '@nestjs/platform-fastify',
      'reflect-metadata',
      'rxjs',
      'typescript',
      '@types/node',
    ]);
    const names = [...project.installed().keys()].filter((name) => !name.startsWith('@pocket/'));
    expect(names.filter((name) => /typeorm|sqlite|mysql|swagger|class-/.test(name))).toEqual([]);
    await compile(project, 'without-a-database.ts');
    const env = { API_URL: world.api.url, API_SECRET: secret };
    await expectProtected(await thingsOf(world, await project.start('without-a-database.js', env)));
  }, 300_000);

  it('creates a key with nothing but the client, uses it, deletes it and sees it refused', async () => {
    const project = outside.project('client', 'module');
    await project.install(['@pocket/client', 'typescript', '@types/node']);
    await compile(project, 'client.ts');
    const api = await startProcess('api', world.env);
    const token = await world.issuer.token('ada');
    const printed = await run(project.cwd, 'node', 'client.js', api.url, token);
    await api.stop();
    expect(JSON.parse(printed)).toEqual({
      isItself: true,
      scopes: ['recordings:read'],
      deleted: { success: true },
      dead: [401, 'invalid_token'],
      hasRequestId: true,
    });
  }, 300_000);
});
