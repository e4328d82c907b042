import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScript, startProcess } from '../support/processes.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const issuer = { AUTH_ISSUER: 'https://issuer.example', AUTH_AUDIENCE: 'pocket' };

describe('starting', () => {
  let database: TestDatabase;
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
    const env = { NODE_ENV: 'production', DATABASE_URL: database.url, PORT: '0', ...issuer };
    for (const service of ['api', 'recordings']) {
      const { code, printed } = await run(`apps/${service}/dist/main.js`, env);
      expect(code).toBe(1);
      expect(printed).toContain('npm run migrate');
    }
  });

  it('in production starts after the migrations were run', async () => {
    const env = { NODE_ENV: 'production', DATABASE_URL: database.url, PORT: '0', ...issuer };
    for (const service of ['api', 'recordings'] as const) {
      expect((await run(`apps/${service}/dist/migrate.js`, env)).code).toBe(0);
      const running = await startProcess(service, env);
      expect((await running.call('/health/ready')).status).toBe(200);
      expect(await running.stop()).toBe(0);
    }
  });

  it('in production migrates when told so by --migrate', async () => {
    const env = { NODE_ENV: 'production', DATABASE_URL: database.url, PORT: '0', ...issuer };
    const api = await startProcess('api', env, ['--migrate']);
    expect((await api.call('/health/ready')).status).toBe(200);
    expect(await api.stop()).toBe(0);
  });

  it('brings the schema of the api along with the internal service, which reads it', async () => {
    const recordings = await startProcess('recordings', { DATABASE_URL: database.url, PORT: '0', ...issuer });
    expect(await recordings.stop()).toBe(0);
    expect((await run('apps/api/dist/migrate.js', { DATABASE_URL: database.url })).printed).not.toContain(
      'applied',
    );
  });

  it('of a migration with a mistyped variable is refused', async () => {
    const { code, printed } = await run('apps/api/dist/migrate.js', { DATABASE_URI: database.url });
    expect([code, printed]).toEqual([1, expect.stringContaining('DATABASE_URI is not a variable')]);
  });

  it('leaves no process behind when its supervisor is killed', async () => {
    const { child, printed } = runScript('apps/api/dist/start.js', { DATABASE_URL: database.url, PORT: '0' });
    await new Promise<void>((resolve) => {
      child.stdout!.on('data', () => /\/recordings -H/.test(printed()) && resolve());
    });
    const urls = [...new Set(printed().match(/http:\/\/127\.0\.0\.1:\d+/g))];
    expect(urls).toHaveLength(2);
    child.kill('SIGKILL');
    const isGone = (url: string) =>
      fetch(`${url}/health/live`).then(
        () => false,
        () => true,
      );
    for (const url of urls) while (!(await isGone(url))) await new Promise(setImmediate);
  });

  it('that is interrupted ends with code 0', async () => {
    const { child, exited, printed } = runScript('apps/api/dist/start.js', {
      DATABASE_URL: database.url,
      PORT: '0',
    });
    await new Promise<void>((resolve) => {
      child.stdout!.on('data', () => printed().includes('applied') && resolve());
    });
    child.kill('SIGTERM');
    expect((await exited)[0]).toBeLessThanOrEqual(1);
  });

  it('four processes that migrate an empty database at once: each migration is applied once, none fails', async () => {
    const env = { DATABASE_URL: database.url };
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => run('apps/api/dist/migrate.js', env)));
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
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
    const env = {
      NODE_ENV: 'production',
      DATABASE_URL: 'mysql://root@127.0.0.1:9/test',
      PORT: '0',
      ...issuer,
    };
    const { code, printed } = await run('apps/api/dist/main.js', env);
    expect(code).toBe(1);
    expect(printed).not.toMatch(/\n\s+at /);
  });
});

describe('demo mode', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pocket-demo-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('refuses to listen beyond the loopback interface', async () => {
    const { exited, printed } = runScript('apps/api/dist/main.js', {
      HOST: '0.0.0.0',
      DATABASE_URL: 'sqlite::memory:',
    });
    expect((await exited)[0]).toBe(1);
    expect(printed()).toContain('HOST');
  });

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

  it('prints two curl lines that create a key and use it, at every start', async () => {
    const env = { DATABASE_URL: `sqlite:${join(folder, 'pocket.sqlite')}`, PORT: '0' };
    const organizations = new Set<string>();
    for (let time = 0; time < 2; time++) {
      const { child, printed, exited } = runScript('apps/api/dist/start.js', env);
      const shown = new Promise<void>((resolve) =>
        child.stdout!.on('data', () => /\/recordings -H .*pocket-key\.json/.test(printed()) && resolve()),
      );
      await shown;
      organizations.add(/Organization\s+(org_\w+)/.exec(printed())![1]!);
      const lines = printed()
        .split('\n')
        .filter((line) => line.startsWith('curl '));
      expect(lines).toHaveLength(2);
      const { execFile } = await import('node:child_process');
      const { promisify } = await import('node:util');
      const shell = (line: string) => promisify(execFile)('bash', ['-c', line], { cwd: folder });
      expect(JSON.parse((await shell(lines[0]!)).stdout)).toMatchObject({
        key: expect.stringMatching(/^pk_live_/),
      });
      expect(JSON.parse((await shell(lines[1]!)).stdout)).toEqual({ recordings: [], next_cursor: null });
      child.kill('SIGTERM');
      expect((await exited)[0]).toBe(0);
    }
    expect(organizations.size).toBe(1);
  });
});
