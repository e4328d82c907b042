import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runScript, startProcess } from '../support/processes.js';
import { createSqliteFile, createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { createTokenIssuer, type TokenIssuer } from '../support/token-issuer.js';

describe('starting', () => {
  let database: TestDatabase;
  let tokens: TokenIssuer;
  /** Of a service in production. */
  let production: NodeJS.ProcessEnv;
  beforeAll(async () => {
    tokens = await createTokenIssuer();
    production = {
      NODE_ENV: 'production',
      PORT: '0',
      SHUTDOWN_DELAY_SECONDS: '0',
      AUTH_ISSUER: tokens.issuer,
      AUTH_AUDIENCE: tokens.audience,
    };
  });
  afterAll(() => tokens.close());
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  const run = async (script: string, env: NodeJS.ProcessEnv, args: string[] = []) => {
    const { exited, printed } = runScript(script, env, args);
    const [code] = await exited;
    return { code, printed: printed() };
  };

  it('in production refuses an old schema and names the command that mends it', async () => {
    const env = { ...production, DATABASE_URL: database.url };
    for (const service of ['api', 'recordings']) {
      const { code, printed } = await run(`apps/${service}/dist/main.js`, env);
      expect(code).toBe(1);
      expect(printed).toContain('npm run migrate');
    }
  });

  it('in production starts after the migrations were run', async () => {
    const env = { ...production, DATABASE_URL: database.url };
    for (const service of ['api', 'recordings'] as const) {
      expect((await run(`apps/${service}/dist/migrate.js`, env)).code).toBe(0);
      const running = await startProcess(service, env);
      expect((await running.call('/health/ready')).status).toBe(200);
      expect(await running.stop()).toBe(0);
    }
  });

  it('in production migrates when told so by --migrate', async () => {
    const env = { ...production, DATABASE_URL: database.url };
    const api = await startProcess('api', env, ['--migrate']);
    expect((await api.call('/health/ready')).status).toBe(200);
    expect(await api.stop()).toBe(0);
  });

  it('brings the schema of the api along with the internal service, which reads it', async () => {
    const env = { ...production, NODE_ENV: 'test', DATABASE_URL: database.url };
    const recordings = await startProcess('recordings', env);
    expect(await recordings.stop()).toBe(0);
    const { printed } = await run('apps/api/dist/migrate.js', { DATABASE_URL: database.url });
    expect(printed).not.toContain('applied');
  });

  it('of a migration with a mistyped variable is refused', async () => {
    const { code, printed } = await run('apps/api/dist/migrate.js', { DATABASE_URI: database.url });
    expect([code, printed]).toEqual([1, expect.stringContaining('DATABASE_URI is not a variable')]);
  });

  it('that is interrupted ends with code 0', async () => {
    const embedded = await createSqliteFile();
    const env = { DATABASE_URL: embedded.url, PORT: '0' };
    const { child, exited, printed } = runScript('apps/api/dist/start.js', env);
    await new Promise<void>((resolve) => {
      child.stdout!.on('data', () => printed().includes('applied') && resolve());
    });
    child.kill('SIGTERM');
    expect((await exited)[0]).toBe(0);
    await embedded.drop();
  });

  it('three processes that migrate an empty database at once: each migration is applied once, none fails', async () => {
    const env = { DATABASE_URL: database.url };
    const outcomes = await Promise.all(Array.from({ length: 3 }, () => run('apps/api/dist/migrate.js', env)));
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
    const appliers = outcomes.filter(({ printed }) => printed.includes('applied'));
    expect(appliers).toHaveLength(1);
  });

  it('with a bad environment exits 1 and names every variable in a line of its own', async () => {
    const env = {
      PORT: 'many',
      AUTH_ISSUER: 'ftp://x',
      API_KEY_PREFX: 'pk_live_',
      DATABASE_URL: 'postgres://u:hunter2@h/db',
    };
    const { code, printed } = await run('apps/api/dist/main.js', env);
    expect(code).toBe(1);
    const lines = printed.split('\n');
    for (const name of ['PORT', 'AUTH_ISSUER', 'AUTH_AUDIENCE', 'API_KEY_PREFX', 'DATABASE_URL']) {
      expect(lines.filter((line) => line.includes(name)).length).toBeGreaterThanOrEqual(1);
    }
    expect(printed).not.toContain('hunter2');
  });

  it('with an unreachable database exits 1 with one clear line', async () => {
    const env = { ...production, DATABASE_URL: 'mysql://root@127.0.0.1:9/test' };
    const { code, printed } = await run('apps/api/dist/main.js', env);
    expect(code).toBe(1);
    expect(printed).not.toMatch(/\n\s+at /);
    // Standard error may come before the log.
    const line = printed.split('\n').find((text) => text.startsWith('{'))!;
    expect(JSON.parse(line)).toMatchObject({ msg: 'connect ECONNREFUSED 127.0.0.1:9' });
  });

  it('with a mistyped issuer says so in one line and is alive, but not ready', async () => {
    const env = { ...production, DATABASE_URL: database.url, AUTH_ISSUER: `${tokens.issuer}/mistyped` };
    const api = await startProcess('api', env, ['--migrate']);
    expect((await api.call('/health/ready')).status).toBe(503);
    expect((await api.call('/health/live')).status).toBe(200);
    const lines = api.printed().match(/.*People's tokens cannot be verified.*/g);
    expect(lines).toEqual([expect.stringMatching(/mistyped\/\.well-known\S+ answered 404: .*AUTH_ISSUER/)]);
    expect(await api.stop()).toBe(0);
  });
});

describe('an embedded database that is created', () => {
  it('cannot be read by others, nor can its folder and the files beside it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pocket-modes-'));
    const env = { DATABASE_URL: `sqlite:${join(folder, 'data', 'pocket.sqlite')}`, PORT: '0' };
    const api = await startProcess('api', env);
    const names = await readdir(join(folder, 'data'));
    expect(names.sort()).toEqual([
      'demo-issuer.json',
      'pocket.sqlite',
      'pocket.sqlite-shm',
      'pocket.sqlite-wal',
    ]);
    const modes = names.map(async (name) => (await stat(join(folder, 'data', name))).mode & 0o777);
    expect(await Promise.all(modes)).toEqual([0o600, 0o600, 0o600, 0o600]);
    expect((await stat(join(folder, 'data'))).mode & 0o777).toBe(0o700);
    expect(await api.stop()).toBe(0);
    await rm(folder, { recursive: true });
  });
});

describe('demo mode', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pocket-demo-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('prints a token that works also where the database is in memory', async () => {
    const env = { DATABASE_URL: 'sqlite::memory:', PORT: '0' };
    const { child, printed, exited } = runScript('apps/api/dist/main.js', env);
    await new Promise<void>((resolve) => {
      child.stdout!.on('data', () => printed().includes('pocket-key.json') && resolve());
    });
    const token = /Owner's token\s+(\S+)/.exec(printed())![1]!;
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed())![0];
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${url}/api/v1/organization`, { headers })).status).toBe(200);
    child.kill('SIGTERM');
    expect((await exited)[0]).toBe(0);
  });

  it('prints two curl lines that create a key and use it, at every start, and leaves no process behind', async () => {
    const env = { DATABASE_URL: `sqlite:${join(folder, 'pocket.sqlite')}`, PORT: '0' };
    const organizations = new Set<string>();
    // The second signal is one that the first process cannot pass on to the services.
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const { child, printed, exited } = runScript('apps/api/dist/start.js', env);
      await new Promise<void>((resolve) =>
        child.stdout!.on('data', () => /\/recordings -H .*pocket-key\.json/.test(printed()) && resolve()),
      );
      organizations.add(/Organization\s+(org_\w+)/.exec(printed())![1]!);
      const lines = printed()
        .split('\n')
        .filter((line) => line.startsWith('curl '));
      expect(lines).toHaveLength(2);
      const shell = (line: string) => promisify(execFile)('bash', ['-c', line], { cwd: folder });
      expect(JSON.parse((await shell(lines[0]!)).stdout)).toMatchObject({
        key: expect.stringMatching(/^pk_live_/),
      });
      expect(JSON.parse((await shell(lines[1]!)).stdout)).toEqual({ recordings: [], next_cursor: null });
      child.kill(signal);
      if (signal === 'SIGTERM') expect((await exited)[0]).toBe(0);
      const urls = [...new Set(printed().match(/http:\/\/127\.0\.0\.1:\d+/g))];
      expect(urls).toHaveLength(2);
      for (const url of urls) while (await isServed(url)) await new Promise(setImmediate);
      expect(printed()).not.toMatch(/ERROR|WARN/);
    }
    expect(organizations.size).toBe(1);
  });
});

const isServed = (url: string) =>
  fetch(`${url}/health/live`).then(
    () => true,
    () => false,
  );
