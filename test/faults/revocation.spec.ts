import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createProxy, type Proxy } from '../support/proxy.js';
import { KeyInUse, type Deletion } from './revocation/deletion.js';
import { startVerifiers, type Verifying } from './revocation/verifiers.js';
import {
  createClusterDatabase,
  engines,
  startCluster,
  type DatabaseCluster,
} from './support/database-servers.js';
import { figure, inRound, isWholeRound, percentile } from './support/round.js';
import { createGround, type Ground } from './support/service-processes.js';

const deletions = inRound(50, 2_000);
const stops = inRound(5, 80);
/** Longer than any process may go on without asking the database. */
const longestStopMs = inRound(1_500, 4_500);
/** Deletions between two losses of a cluster's primary. */
const betweenLosses = deletions / 5;
/** Keys in use at once. */
const lanes = 2;

let cluster: DatabaseCluster | undefined;
const clusterEngine = {
  name: 'a cluster whose primary is killed and paused' as const,
  create: async () => createClusterDatabase((cluster = await startCluster())),
};

// Three servers need half a minute to start.
describe.each([...engines, ...(isWholeRound ? [clusterEngine] : [])])(
  'a key deleted on $name',
  ({ name, create }) => {
    let ground: Ground;
    let verifying: Verifying;
    beforeAll(async () => {
      ground = await createGround(create);
      verifying = await startVerifiers(ground);
    }, 600_000);
    afterAll(async () => {
      await ground?.close();
      await cluster?.stop();
      cluster = undefined;
    }, 600_000);

    it(
      'is refused by every process to every request that begins after the deletion was answered',
      async () => {
        let done = 0;
        const answers: Deletion[] = [];
        const lost: string[] = [];
        const lane = async (admins: Verifying['admins']) => {
          while (done < deletions) {
            const number = done++;
            const key = await KeyInUse.create(admins[number % 2]!, verifying.verifiers);
            if (cluster && number % betweenLosses === 10) {
              const how = number % (2 * betweenLosses) === 10 ? 'kill' : 'pause';
              await losePrimary(cluster, how);
              lost.push(how);
            }
            answers.push(await key.delete(admins[(number >> 1) % 2]!));
            await key.refusedEverywhere();
          }
        };
        await Promise.all(Array.from({ length: lanes }, () => lane(verifying.admins)));
        await rejoined;
        if (cluster) expect(lost).toEqual(['kill', 'pause', 'kill', 'pause', 'kill']);
        expectNoAccepts(verifying, `deletions on ${name}`, answers);
      },
      inRound(300_000, 7_200_000),
    );

    it(
      'is refused by a process that was stopped (SIGSTOP) meanwhile, to requests that waited for it to resume',
      async () => {
        const { verifiers, admins } = verifying;
        const answers: Deletion[] = [];
        let held = 0;
        for (let number = 0; number < stops; number++) {
          const stopped = verifiers[number % verifiers.length]!;
          // The other api deletes, except where a stop in the midst of the deletion is the point.
          const isDeleting = number % 5 === 4;
          const admin = admins[(stopped.name === 'api') === isDeleting ? 0 : 1]!;
          const key = await KeyInUse.create(admins[0]!, verifiers);
          if (isDeleting) {
            const deletion = key.delete(admin);
            await wait(randomInt(5));
            stopped.stop();
            await wait(randomInt(longestStopMs));
            stopped.resume();
            answers.push(await deletion);
          } else {
            stopped.stop();
            await wait(randomInt(longestStopMs));
            const deletion = key.delete(admin);
            // Where it was stopped with SQLite's write lock in its hands, nobody can delete before it resumes.
            const isAnswered = await Promise.race([deletion, wait(longestStopMs)]);
            if (!isAnswered) held++;
            const waiting = key.useWaiting(stopped);
            await wait(randomInt(100));
            stopped.resume();
            answers.push(await deletion);
            await Promise.all(waiting);
          }
          await key.refusedEverywhere();
        }
        expectNoAccepts(verifying, `stops on ${name} (${held} held up the deletion)`, answers);
      },
      inRound(300_000, 7_200_000),
    );
  },
);

describe('a key deleted on MySQL while a process is cut off from it', () => {
  let proxy: Proxy;
  let ground: Ground;
  let verifying: Verifying;
  beforeAll(async () => {
    ground = await createGround(engines.find(({ name }) => name === 'MySQL')!.create);
    const url = new URL(ground.database.url);
    proxy = await createProxy(url.hostname, Number(url.port || 3306));
    url.host = `127.0.0.1:${proxy.port}`;
    verifying = await startVerifiers(ground, { DATABASE_URL: url.href });
  }, 600_000);
  afterAll(async () => {
    await ground?.close();
    await proxy?.close();
  }, 600_000);

  it(
    'is deleted without an error, and refused by that process to every request that begins after the answer',
    async () => {
      const { verifiers, admins } = verifying;
      const recordings = verifiers.find(({ name }) => name === 'recordings')!;
      const answers: Deletion[] = [];
      for (let number = 0; number < stops; number++) {
        const key = await KeyInUse.create(admins[0]!, verifiers);
        proxy.fail(number % 2 ? 'refuse' : 'swallow');
        await wait(randomInt(longestStopMs));
        answers.push(await key.delete(admins[number % 2]!));
        await Promise.all(key.useWaiting(recordings));
        await wait(randomInt(100));
        proxy.mend();
        await key.refusedEverywhere();
      }
      expect(answers.filter(({ asked }) => asked > 1)).toEqual([]);
      expectNoAccepts(verifying, 'cuts of its network on MySQL', answers);
    },
    inRound(300_000, 7_200_000),
  );
});

function expectNoAccepts({ verifiers }: Verifying, what: string, deletions: readonly Deletion[]): void {
  const accepted = verifiers.map(({ name, counts }) => [name, counts.acceptedAfterwards]);
  const times = deletions.map(({ ms }) => ms);
  const again = deletions.filter(({ asked }) => asked > 1).length;
  figure(
    `${deletions.length.toLocaleString('en-US')} ${what}`,
    `${again} asked again, DELETE p50 ${Math.round(percentile(times, 0.5))} ms, ` +
      `longest ${Math.round(Math.max(...times))} ms`,
  );
  for (const verifier of verifiers) figure(`${what}, ${verifier.name}`, verifier.takeLine());
  expect(accepted).toEqual(verifiers.map(({ name }) => [name, 0]));
}

let rejoined = Promise.resolve();

/**
 * The others go on by themselves; the one that was lost comes back beside the next deletions, before another is lost.
 * One that was paused answers again meanwhile, and believes itself the primary.
 */
async function losePrimary(cluster: DatabaseCluster, how: 'kill' | 'pause'): Promise<void> {
  await rejoined;
  const primary = await cluster.primary();
  await cluster[how](primary);
  rejoined = (async () => {
    if (how === 'pause') {
      while ((await cluster.primary()) === primary);
      await wait(randomInt(longestStopMs));
      await cluster.resume(primary);
      // As long as it may take the group to tell it that it was replaced.
      await wait(8_000);
      await cluster.kill(primary);
    }
    await cluster.rejoin(primary);
  })();
}
