import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createDataSource, migrate, pendingMigrations, schemaDrift, schemaOptions } from '@pocket/database';
import type { DataSource, MigrationInterface } from 'typeorm';
import { schema } from '../../apps/api/src/schema.js';
import { runScript, startScript, type ServiceProcess } from '../support/processes.js';
import type { TestDatabase } from '../support/test-database.js';
import { checksums, columnsOf, fill, type Columns } from './migrations/many-keys.js';
import {
  buildVersionBefore,
  migrationsBefore,
  variablesBefore,
  type VersionBefore,
} from './migrations/version-before.js';
import { engines } from './support/database-servers.js';
import { figure, inRound, isWholeRound } from './support/round.js';
import { createGround, KeyAdmin, type Ground } from './support/service-processes.js';

const keys = inRound(3_000, 100_000);
const kills = inRound(4, 20);
const deletions = inRound(10, 500);

const all = schema.migrations as (new () => MigrationInterface)[];
const older = all.filter(({ name }) => migrationsBefore.includes(name));
const newer = all.filter(({ name }) => !migrationsBefore.includes(name)).map(({ name }) => name);

const open = (url: string, migrations = all): Promise<DataSource> =>
  createDataSource(schemaOptions(url, { ...schema, migrations })).initialize();

/** The whole of `npm run migrate` for the api; returns its exit code, `null` where it was killed when the time came. */
async function runMigrate(
  url: string,
  timeToKill?: (hasEnded: () => boolean) => Promise<unknown>,
): Promise<number | null> {
  const { child, exited } = runScript('apps/api/dist/migrate.js', { DATABASE_URL: url, NODE_ENV: 'test' });
  await timeToKill?.(() => child.exitCode !== null);
  if (timeToKill) child.kill('SIGKILL');
  return (await exited)[0];
}

describe.each(engines)(`with ${keys.toLocaleString('en-US')} keys on $name`, ({ name, create }) => {
  let database: TestDatabase;
  let dataSource: DataSource;
  /** What the version before had, and what was in it. */
  let columns: Columns;
  let before: Record<string, string>;
  beforeAll(async () => {
    database = await create();
    const old = await open(database.url, older);
    await migrate(old);
    await fill(old, keys);
    columns = await columnsOf(old, database.url);
    before = await checksums(database.url, columns);
    await old.destroy();
    dataSource = await open(database.url);
  }, 600_000);
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const undoNewer = async () => {
    const pending = await pendingMigrations(dataSource);
    for (const one of newer)
      if (!pending.includes(one)) await dataSource.undoLastMigration({ transaction: 'none' });
  };

  it(
    'the migrations since the version before go up, down and up, and what it stored stays as it was',
    async () => {
      const begun = performance.now();
      expect(await migrate(dataSource)).toEqual(newer);
      expect(await checksums(database.url, columns)).toEqual(before);
      await undoNewer();
      expect(await pendingMigrations(dataSource)).toEqual(newer);
      expect(await columnsOf(dataSource, database.url)).toEqual(columns);
      expect(await checksums(database.url, columns)).toEqual(before);
      expect(await migrate(dataSource)).toEqual(newer);
      expect(await schemaDrift(dataSource)).toEqual([]);
      expect(await checksums(database.url, columns)).toEqual(before);
      const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
      figure(
        `up, down, up on ${name}`,
        `equal checksums of ${keys.toLocaleString('en-US')} keys, ${newer.length} migrations since the version before, ${seconds} s`,
      );
    },
    inRound(300_000, 7_200_000),
  );

  it(
    'a migration that is killed (SIGKILL) is finished by the next one, also from an empty database on',
    async () => {
      const left = { 'before anything': 0, 'half-way': 0, 'after all': 0 };
      // How long one takes that is not killed; the second half of that is not the start of the process.
      const begun = performance.now();
      expect(await runMigrate(database.url)).toBe(0);
      const whole = Math.round(performance.now() - begun);
      for (let round = 0; round < kills; round++) {
        const empty = round % 2 === 1 ? await create() : undefined;
        const { url } = empty ?? database;
        const connected = empty ? await open(url) : dataSource;
        if (!empty) await undoNewer();
        const toApply = (await pendingMigrations(connected)).length;
        const countPending = async () => (await pendingMigrations(connected)).length;
        await runMigrate(url, async (hasEnded) => {
          // By chance, or as soon as one is done that others follow; SQLite shows none before all are committed.
          if (round % 4 < 2) await wait(randomInt(Math.round(whole / 2), whole));
          else while (!hasEnded() && (await countPending()) === toApply);
        });
        const pending = await countPending();
        left[pending === 0 ? 'after all' : pending === toApply ? 'before anything' : 'half-way']++;
        expect(await runMigrate(url)).toBe(0);
        expect(await pendingMigrations(connected)).toEqual([]);
        expect(await schemaDrift(connected)).toEqual([]);
        if (!empty) expect(await checksums(url, columns)).toEqual(before);
        if (empty) await connected.destroy();
        await empty?.drop();
      }
      figure(
        `killed and run again on ${name}`,
        `${kills} of ${kills} finished by the second run; killed ${JSON.stringify(left)}`,
      );
    },
    inRound(300_000, 7_200_000),
  );
});

let version: VersionBefore | undefined;
afterAll(() => version?.remove());

describe.each(engines)('the version before and this one on one database on $name', ({ name, create }) => {
  let ground: Ground;
  let old: ServiceProcess | undefined;
  beforeAll(async () => {
    ground = await createGround(create);
    version ??= await buildVersionBefore();
    const env = Object.fromEntries(variablesBefore.map((variable) => [variable, ground.env[variable]]));
    if (version) old = await startScript(version.api, env);
  }, 600_000);
  afterAll(async () => {
    await old?.stop('SIGKILL');
    await ground?.close();
  });

  it(
    'accept and refuse the same keys, those that the other has deleted too',
    async () => {
      if (!old) {
        figure(`side by side on ${name}`, 'not run: this clone lacks the commit of the version before');
        expect(isWholeRound).toBe(false);
        return;
      }
      const admin = await KeyAdmin.create(old, ground.issuer);
      expect(await runMigrate(ground.database.url)).toBe(0);
      const current = await ground.start('api');
      const admins = [admin, admin.at(current.url)];
      const use = async (key: string) => {
        const answers = admins.map(({ client }) => client.send('/api/v1/api-keys/self', { token: key }));
        return (await Promise.all(answers)).map(({ status }) => status).join(' ');
      };
      const seen: Record<string, number> = {};
      for (let number = 0; number < deletions; number++) {
        const [creator, deleter] = [admins[number % 2]!, admins[(number >> 1) % 2]!];
        const { id, key } = JSON.parse((await creator.create()).body) as { id: string; key: string };
        const outcome = [await use(key), (await deleter.remove(id)).status, await use(key)].join(', ');
        seen[outcome] = (seen[outcome] ?? 0) + 1;
        if (number % 10 === 0) await creator.create('Kept');
      }
      const lists = await Promise.all(admins.map((one) => one.list()));
      figure(`side by side on ${name}, both before, the deletion, both after`, JSON.stringify(seen));
      expect(seen).toEqual({ '200 200, 200, 401 401': deletions });
      expect(JSON.parse(lists[0]!.body)).toEqual(JSON.parse(lists[1]!.body));
    },
    inRound(300_000, 7_200_000),
  );
});
