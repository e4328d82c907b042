import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { runScript } from '../support/processes.js';
import { createMysqlDatabase } from '../support/test-database.js';
import { tally } from './support/client.js';
import {
  createClusterDatabase,
  startCluster,
  startServer,
  type DatabaseCluster,
} from './support/database-servers.js';
import { KeyLoad } from './support/key-load.js';
import { figure, inRound } from './support/round.js';

/** Waits until another node than this one says that it is the primary, and asks it without the service. */
async function nextPrimary(cluster: DatabaseCluster, old: number): Promise<number> {
  const ports = [...cluster.url.matchAll(/:(\d+)(?=[,/])/g)].map((match) => Number(match[1]));
  const others = ports.map((port, node) => ({ port, node })).filter(({ node }) => node !== old);
  for (;;) {
    for (const { port, node } of others) {
      const connection = await createConnection({ host: '127.0.0.1', port, user: 'root' }).catch(
        () => undefined,
      );
      const [rows] = (await connection?.query(
        "SELECT 1 FROM performance_schema.replication_group_members WHERE member_id = @@server_uuid AND member_role = 'PRIMARY' AND member_state = 'ONLINE'",
      )) ?? [[]];
      connection?.destroy();
      if ((rows as unknown[]).length > 0) return node;
    }
    await sleep(20);
  }
}

/** What every round holds, whatever was done to the database. */
async function expectNothingLost(load: KeyLoad, name: string): Promise<void> {
  const slowest = load.slowest();
  const lost = await load.lost();
  figure(`${name}, acknowledged writes lost`, `${lost} of ${load.live.size + load.deleted.size}`);
  figure(
    `${name}, answers`,
    JSON.stringify(tally(load.answered.map(({ status, error }) => status ?? error))),
  );
  figure(`${name}, slowest answer (a deletion)`, `${slowest.other} (${slowest.delete}) ms`);
  expect(load.wrong()).toEqual([]);
  expect(lost).toBe(0);
  expect(slowest.other).toBeLessThan(2_100);
  expect(slowest.delete).toBeLessThan(4_100);
}

describe('a cluster of three MySQL servers', () => {
  let cluster: DatabaseCluster;
  let database: { url: string; drop(): Promise<void> };
  let load: KeyLoad;
  beforeAll(async () => {
    cluster = await startCluster();
    database = await createClusterDatabase(cluster);
    load = await KeyLoad.start(database.url);
  }, 180_000);
  afterAll(async () => {
    await load?.stop();
    await database?.drop();
    await cluster?.stop();
  }, 60_000);

  it(
    'loses no acknowledged write when its primary is killed, and is followed within 3 s without a restart',
    async () => {
      const times: number[] = [];
      for (let round = 0; round < inRound(1, 5); round++) {
        const old = await cluster.primary();
        const stop = load.run();
        await sleep(2_000);
        await cluster.kill(old);
        const killed = performance.now();
        await nextPrimary(cluster, old);
        const elected = performance.now();
        const recovered = await load.recovered();
        times.push(Math.max(0, Math.round(recovered - elected)));
        figure(
          `primary killed, round ${round + 1}, next primary after`,
          `${Math.round(elected - killed)} ms`,
        );
        figure(`primary killed, round ${round + 1}, answering again after that`, `${times.at(-1)} ms`);
        await sleep(1_000);
        await stop();
        await cluster.rejoin(old);
      }
      await expectNothingLost(load, 'primary killed');
      expect(Math.max(...times)).toBeLessThan(3_000);
    },
    inRound(120_000, 600_000),
  );

  it('loses no acknowledged write when its primary hangs, is replaced and comes back', async () => {
    const old = await cluster.primary();
    const stop = load.run();
    await sleep(1_000);
    await cluster.pause(old);
    await nextPrimary(cluster, old);
    const elected = performance.now();
    const recovered = await load.recovered();
    figure(
      'primary paused, answering again after the next one is there',
      `${Math.round(recovered - elected)} ms`,
    );
    await cluster.resume(old);
    await sleep(inRound(3_000, 15_000));
    await stop();
    await cluster.rejoin(old);
    await expectNothingLost(load, 'primary paused and resumed');
    expect(recovered - elected).toBeLessThan(3_000);
  }, 120_000);

  it('is migrated and served while one host hangs and one is dead', async () => {
    const hanging = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(hanging, 'listening');
    const { port } = hanging.address() as AddressInfo;
    const another = await createClusterDatabase(cluster);
    // Port 1 is nobody's.
    const url = another.url.replace('@', `@127.0.0.1:${port},127.0.0.1:1,`);
    const { exited, printed } = runScript('apps/api/dist/migrate.js', { DATABASE_URL: url });
    expect([(await exited)[0], printed()]).toEqual([0, expect.stringContaining('applied CreateApiKeys')]);
    const begin = performance.now();
    const elsewhere = await KeyLoad.start(url);
    figure('start beside a hanging and a dead host', `${Math.round(performance.now() - begin)} ms`);
    expect((await elsewhere.create()).status).toBe(201);
    expect((await elsewhere.check()).status).toBe(200);
    await elsewhere.stop();
    hanging.close();
    await another.drop();
  }, 60_000);
});

describe('a single MySQL server', () => {
  it(
    'loses no acknowledged write when it is killed, and is used again without a restart',
    async () => {
      const server = await startServer();
      const database = await createMysqlDatabase(server.url);
      const load = await KeyLoad.start(database.url);
      const times: number[] = [];
      for (let round = 0; round < inRound(1, 5); round++) {
        const stop = load.run();
        await sleep(1_500);
        await server.kill();
        await sleep(500);
        await server.start();
        const started = performance.now();
        times.push(Math.round((await load.recovered()) - started));
        await stop();
      }
      await expectNothingLost(load, 'single server killed');
      figure('single server killed, answering again after its start', `${Math.max(...times)} ms at most`);
      expect(Math.max(...times)).toBeLessThan(3_000);
      await load.stop();
      await database.drop();
      await server.stop();
    },
    inRound(120_000, 600_000),
  );
});
