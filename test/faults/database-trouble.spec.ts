import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection, type Connection } from 'mysql2/promise';
import { runScript } from '../support/processes.js';
import { environmentOf } from '../support/services.js';
import { createMysqlDatabase, type TestDatabase } from '../support/test-database.js';
import { createTokenIssuer } from '../support/token-issuer.js';
import { tally, type Outcome } from './support/client.js';
import { startServer, type DatabaseServer } from './support/database-servers.js';
import { KeyLoad } from './support/key-load.js';
import { figure, inRound } from './support/round.js';

const answerMs = 2_100;
const deletionMs = 4_100;
const recoveryMs = 3_000;

interface Trouble {
  begin(): Promise<unknown>;
  end(): Promise<unknown>;
  /** Nothing may be accepted at all; else what only reads may be answered well. */
  nothingWorks?: boolean;
  /** Ready may be asked while it does not yet show. */
  mayBeReady?: boolean;
}

/** Asks everything many times at once, more than the pool has connections, and holds each answer against what is right. */
async function expectRight(load: KeyLoad, trouble: Trouble): Promise<Record<string, number>> {
  const dead = [...load.deleted.values()][0]!;
  const { path, tokens } = load.acme;
  const calls: [name: string, right: number, limitMs: number, send: () => Promise<Outcome | undefined>][] = [
    ['a live key', 200, answerMs, () => load.check()],
    ['a deleted key', 401, answerMs, () => load.use(dead)],
    ['a person', 200, answerMs, () => load.ask('recordings', `${path}/recordings`, tokens.viewer)],
    ['a list of keys', 200, answerMs, () => load.ask('api', `${path}/api-keys`, tokens.viewer)],
    ['a new key', 201, answerMs, () => load.create()],
    ['a deletion', 200, deletionMs, () => load.deleteOne()],
  ];
  const answers = await Promise.all(
    Array.from({ length: inRound(8, 20) }, () => calls)
      .flat()
      .map(async ([name, right, limitMs, send]) => {
        const answer = (await send())!;
        const took = answer.answered - answer.begun;
        // A key may be verified from memory for as long as the lease holds.
        const mayWork = !trouble.nothingWorks || ['a live key', 'a deleted key'].includes(name);
        const isRight = answer.status === 503 || (mayWork && answer.status === right);
        return { name, status: answer.status, error: answer.error, isRight: isRight && took < limitMs, took };
      }),
  );
  expect(answers.filter(({ isRight }) => !isRight)).toEqual([]);
  return tally(answers.map(({ status }) => status));
}

/** What ready says is at most a second old, and every time it is said in time. */
async function expectReady(load: KeyLoad, service: 'api' | 'recordings', status: 200 | 503): Promise<void> {
  const begin = performance.now();
  for (;;) {
    const ready = await load.ask(service, '/health/ready');
    expect(ready.answered - ready.begun).toBeLessThan(answerMs);
    if (ready.status === status) return;
    expect([service, ready.status, ready.begun - begin < recoveryMs]).toEqual([service, ready.status, true]);
    await sleep(50);
  }
}

/** One trouble from its beginning to its end, with what the services answer meanwhile and afterwards. */
async function expectWithstood(load: KeyLoad, name: string, trouble: Trouble): Promise<void> {
  await fill(load);
  await trouble.begin();
  try {
    for (let round = 0; round < inRound(2, 5); round++) {
      const answers = await expectRight(load, trouble);
      figure(`${name}, answers`, JSON.stringify(answers));
    }
    for (const service of ['api', 'recordings'] as const) {
      expect((await load.ask(service, '/health/live')).status).toBe(200);
      if (!trouble.mayBeReady) await expectReady(load, service, 503);
    }
  } finally {
    await trouble.end();
  }
  const cured = performance.now();
  const recovered = await load.recovered();
  figure(`${name}, answering again after`, `${Math.round(recovered - cured)} ms`);
  expect(recovered - cured).toBeLessThan(recoveryMs);
  for (const service of ['api', 'recordings'] as const) await expectReady(load, service, 200);
  expect(load.wrong()).toEqual([]);
}

async function fill(load: KeyLoad): Promise<void> {
  for (let count = load.live.size; count < inRound(25, 110); count++) await load.create();
  if (load.deleted.size === 0) await load.deleteOne();
}

describe('while MySQL is in trouble, every request is answered in time, never wrongly, and well again afterwards', () => {
  let server: DatabaseServer;
  let database: TestDatabase;
  let url: string;
  let admin: Connection;
  let load: KeyLoad;
  let name: string;
  const onServer = async (...statements: string[]) => {
    for (const sql of statements) await admin.query(sql);
  };
  beforeAll(async () => {
    server = await startServer();
    database = await createMysqlDatabase(server.url);
    const address = new URL(database.url);
    name = address.pathname.slice(1);
    admin = await createConnection({ uri: database.url });
    await onServer(
      "DROP USER IF EXISTS service@'%'",
      "CREATE USER service@'%' IDENTIFIED BY 'p@ss'",
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ${name}.* TO service@'%'`,
    );
    for (const app of ['api', 'recordings']) {
      const migration = runScript(`apps/${app}/dist/migrate.js`, { DATABASE_URL: database.url });
      if ((await migration.exited)[0] !== 0) throw new Error(migration.printed());
    }
    [address.username, address.password] = ['service', 'p@ss'];
    url = address.href;
    load = await KeyLoad.start(url);
  }, 120_000);
  afterAll(async () => {
    await load?.stop();
    await admin?.query("DROP USER service@'%'");
    await admin?.end();
    await database?.drop();
    await server?.stop();
  }, 60_000);

  /** Of the service; a right that was given or taken holds on new ones. */
  const endConnections = async () => {
    const [rows] = await admin.query("SELECT id FROM performance_schema.processlist WHERE user = 'service'");
    for (const { id } of rows as { id: number }[]) await admin.query('KILL ?', [id]).catch(() => undefined);
  };
  const reconnect = async () => {
    admin.destroy();
    admin = await createConnection({ uri: database.url });
  };
  const troubles: [string, () => Trouble][] = [
    ['hung', () => ({ begin: () => server.pause(), end: () => server.resume(), nothingWorks: true })],
    [
      'dead',
      () => ({ begin: () => server.kill(), end: () => server.start().then(reconnect), nothingWorks: true }),
    ],
    [
      'slow',
      () => ({
        begin: () => onServer(`LOCK TABLES api_keys WRITE, memberships WRITE, recordings WRITE`),
        end: () => onServer('UNLOCK TABLES'),
        nothingWorks: true,
      }),
    ],
    [
      'read-only',
      () => ({
        begin: () => onServer('SET GLOBAL super_read_only = 1'),
        end: () => onServer('SET GLOBAL super_read_only = 0', 'SET GLOBAL read_only = 0'),
      }),
    ],
    [
      'out of connections',
      () => ({
        begin: () => onServer('SET GLOBAL max_connections = 1').then(endConnections),
        end: () => onServer('SET GLOBAL max_connections = 151'),
        nothingWorks: true,
      }),
    ],
  ];
  it.each(troubles)(
    '%s',
    async (what, trouble) => {
      await expectWithstood(load, what, trouble());
      const lost = await load.lost();
      figure(`${what}, acknowledged writes lost`, `${lost} of ${load.live.size + load.deleted.size}`);
      expect(lost).toBe(0);
    },
    inRound(60_000, 240_000),
  );

  it.each([
    [
      'the right to delete keys',
      'REVOKE DELETE ON DB.* FROM service',
      'GRANT DELETE ON DB.* TO service',
      /DELETE command denied.*Grant its user SELECT, INSERT, UPDATE and DELETE/,
    ],
    [
      'a table',
      'RENAME TABLE DB.api_keys TO DB.moved',
      'RENAME TABLE DB.moved TO DB.api_keys',
      /api_keys.*doesn't exist.*npm run migrate/,
    ],
  ])(
    '%s is missed by ready, and by the start in one line that says what to do',
    async (_, take, give, line) => {
      const areReady = async (status: 200 | 503) => {
        for (const service of ['api', 'recordings'] as const) await expectReady(load, service, status);
      };
      await onServer(take.replaceAll('DB', name));
      await endConnections();
      try {
        await areReady(503);
        const issuer = await createTokenIssuer();
        const env = { ...environmentOf(url, issuer), NODE_ENV: 'production' };
        for (const app of ['api', 'recordings']) {
          const { exited, printed } = runScript(`apps/${app}/dist/main.js`, env);
          expect((await exited)[0]).toBe(1);
          expect(printed()).toMatch(line);
        }
        await issuer.close();
      } finally {
        await onServer(give.replaceAll('DB', name));
        await endConnections();
      }
      await areReady(200);
    },
    60_000,
  );
});

describe('while SQLite is in trouble, every request is answered in time, never wrongly, and well again afterwards', () => {
  let folder: string;
  let load: KeyLoad;
  const mount = (...args: string[]) => execFileSync('mount', [...args, folder]);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pocket-full-'));
    mount('-t', 'tmpfs', '-o', 'size=4m', 'none');
    load = await KeyLoad.start(`sqlite:${join(folder, 'pocket.sqlite')}`);
  }, 60_000);
  afterAll(async () => {
    await load?.stop();
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  });

  it('full', async () => {
    const filler = join(folder, 'filler');
    await expectWithstood(load, 'SQLite, full', {
      begin: async () => {
        try {
          writeFileSync(filler, Buffer.alloc(8 << 20));
        } catch {
          // Until nothing is left.
        }
        // What its log has room for is still written.
        while ((await load.create()).status === 201);
      },
      end: async () => rmSync(filler),
      mayBeReady: true,
    });
    expect(await load.lost()).toBe(0);
  }, 60_000);

  it('read-only: the start is refused', async () => {
    const issuer = await createTokenIssuer();
    const env = environmentOf(`sqlite:${join(folder, 'pocket.sqlite')}`, issuer, { NODE_ENV: 'production' });
    await load.stop();
    mount('-o', 'remount,ro');
    const { exited, printed } = runScript('apps/api/dist/main.js', env);
    const [code] = await exited;
    mount('-o', 'remount,rw');
    await issuer.close();
    load = await KeyLoad.start(env['DATABASE_URL']!);
    expect(code).toBe(1);
    expect(printed()).toMatch(
      /^The service could not start: The database cannot be used: .* must be readable and writable\.$/m,
    );
  }, 60_000);
});
