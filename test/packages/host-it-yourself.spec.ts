import { createMysqlDatabase, type TestDatabase } from '../support/test-database.js';
import { createTokenIssuer, type TokenIssuer } from '../support/token-issuer.js';
import { expectHosted } from './hosted-service.js';
import { hostedPackages, writeHostedService, type HostedChoice } from './pages.js';
import { Outside, type Project } from './projects.js';

const compilerOptions = {
  target: 'es2023',
  module: 'nodenext',
  outDir: 'dist',
  rootDir: 'src',
  types: ['node'],
  strict: true,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  // Nest's own types lack those of Express.
  skipLibCheck: true,
};

describe('the service of the page "Host it yourself"', () => {
  let outside: Outside;
  let installed: Project;
  let issuer: TokenIssuer;
  let mysql: TestDatabase;
  beforeAll(async () => {
    mysql = await createMysqlDatabase();
    issuer = await createTokenIssuer();
    outside = await Outside.create();
    installed = outside.project('installed', 'module');
    const more = ['@nestjs/platform-fastify', 'typescript', '@types/node'];
    // In this layout a package finds only what it declares itself.
    await installed.install([...hostedPackages, ...more], '--install-strategy=linked');
  }, 300_000);
  afterAll(async () => {
    await outside?.remove();
    await mysql?.drop();
    await issuer?.close();
  });

  it('installs by a line that names every package which ours need beside them', () => {
    const named = new Set(installed.packages.map((one) => /^(@?[^@]+)/.exec(one)![1]));
    const missing = [...installed.installed()].flatMap(([name, { peerDependencies, peerDependenciesMeta }]) =>
      Object.keys(name.startsWith('@pocket/') ? (peerDependencies ?? {}) : {})
        .filter((peer) => !peerDependenciesMeta?.[peer]?.optional && !named.has(peer))
        .map((peer) => `${name} needs ${peer}`),
    );
    expect(missing).toEqual([]);
  });

  const choices: [string, HostedChoice][] = [
    ['as it is, on SQLite and Express', { platform: 'express', dataSource: 'DatabaseModule' }],
    ['on MySQL and Fastify', { platform: 'fastify', dataSource: 'DatabaseModule', onMysql: true }],
    [
      'with a DataSource of its own on SQLite, Fastify and a global ValidationPipe',
      { platform: 'fastify', dataSource: 'own', validationPipe: true },
    ],
    [
      'with a DataSource of its own on MySQL, Express and a global ValidationPipe',
      { platform: 'express', dataSource: 'own', onMysql: true, validationPipe: true },
    ],
  ];
  it.each(choices)(
    'keeps every promise of the page %s',
    async (title, choice) => {
      const project = outside.project(title.replace(/\W+/g, '-'), 'module');
      project.sharePackagesOf(installed);
      project.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] }));
      writeHostedService(project, choice);
      await project.run('tsc', '-p', '.');
      const env = { AUTH_ISSUER: issuer.issuer, AUTH_AUDIENCE: issuer.audience };
      const database = choice.onMysql && { DATABASE_URL: mysql.url };
      await expectHosted(await project.start('dist/main.js', { ...env, ...database }), issuer);
    },
    120_000,
  );
});
