import { cpSync, existsSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTokenIssuer, type TokenIssuer } from '../support/token-issuer.js';
import { Project, root, run, takeBinaryOfSqlite } from './projects.js';

/** What a second stage takes from the first: everything but what is installed. */
const parts = [
  'apps',
  'clients',
  'libs',
  'scripts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];

describe('a build, installed elsewhere without development dependencies', () => {
  let issuer: TokenIssuer;
  let service: Project;
  beforeAll(async () => {
    issuer = await createTokenIssuer();
    service = new Project(await mkdtemp(join(tmpdir(), 'pocket-production-')), new Map());
    const filter = (path: string) => !path.includes('node_modules');
    for (const part of parts) cpSync(join(root, part), join(service.cwd, part), { recursive: true, filter });
    await run(
      service.cwd,
      'npm',
      'ci',
      '--omit=dev',
      '--omit=optional',
      '--ignore-scripts',
      '--prefer-offline',
    );
    takeBinaryOfSqlite(service.cwd);
  }, 300_000);
  afterAll(async () => {
    service?.stop();
    await issuer?.close();
    await rm(service.cwd, { recursive: true, force: true });
  });

  // npm keeps what one of them has as an optional peer, unless optional packages are left out as well.
  it('has neither compiler nor test runner nor what only Express needs', () => {
    const isInstalled = (name: string) => existsSync(join(service.cwd, 'node_modules', name));
    const unwanted = ['typescript', 'jest', '@nestjs/platform-express', 'express', 'multer'];
    expect(unwanted.filter(isInstalled)).toEqual([]);
    expect(isInstalled('@nestjs/platform-fastify')).toBe(true);
  });

  it('migrates and runs, without building again', async () => {
    const env = {
      NODE_ENV: 'production',
      DATABASE_URL: `sqlite:${join(service.cwd, 'pocket.sqlite')}`,
      AUTH_ISSUER: issuer.issuer,
      AUTH_AUDIENCE: issuer.audience,
    };
    await run(
      service.cwd,
      'env',
      ...Object.entries(env).map((entry) => entry.join('=')),
      'npm',
      'run',
      'migrate',
    );
    for (const app of ['api', 'recordings']) {
      const url = await service.start(`apps/${app}/dist/main.js`, env);
      for (const path of [
        '/health/ready',
        '/openapi.json',
        '/docs',
        '/docs/docs.css',
        '/docs/swagger-ui.css',
      ])
        expect([path, (await fetch(url + path)).status]).toEqual([path, 200]);
    }
  });

  it('says what to do where the build is missing', async () => {
    rmSync(join(service.cwd, 'apps/api/dist'), { recursive: true });
    await expect(run(service.cwd, 'npm', 'run', '--silent', 'start:prod')).rejects.toThrow(
      /^npm run --silent start:prod\nThe build is missing or older than the sources, and the compiler is not installed: run "npm ci && npm run build".*\n$/,
    );
  });
});
