import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { KeyInUse } from './revocation/deletion.js';
import { startVerifiers, type Verifying } from './revocation/verifiers.js';
import {
  createClusterDatabase,
  engines,
  startCluster,
  type DatabaseCluster,
} from './support/database-servers.js';
import { figure, inRound, isWholeRound } from './support/round.js';
import { createGround, type Ground } from './support/service-processes.js';

const deletions = inRound(50, 2_000);
const stops = inRound(5, 80);
/** Longer than any process may go on without asking the database. */
const longestStopMs = inRound(1_500, 4_500);
/** Keys in use at once. */
const lanes = 2;

let cluster: DatabaseCluster | undefined;
const clusterEngine = {
  name: 'a cluster whose primary is killed' as const,
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

    const expectNoAccepts = (what: string) => {
      const accepted = verifying.verifiers.map(({ name, counts }) => [name, counts.acceptedAfterwards]);
      for (const verifier of verifying.verifiers)
        figure(`${what} on ${name}, ${verifier.name}`, verifier.takeLine());
      expect(accepted).toEqual(verifying.verifiers.map(({ name }) => [name, 0]));
    };

    it(
      'is refused by every process to every request that begins after the deletion was answered',
      async () => {
        let done = 0;
        let repeated = 0;
        const lane = async (admins: Verifying['admins']) => {
          while (done < deletions) {
            const number = done++;
            const key = await KeyInUse.create(admins[number % 2]!, verifying.verifiers);
            if (cluster && number % (deletions / 5) === 10) await killPrimary(cluster);
            const times = await key.delete(admins[(number >> 1) % 2]!);
            repeated += times - 1;
            await key.refusedEverywhere();
          }
        };
        await Promise.all(Array.from({ length: lanes }, () => lane(verifying.admins)));
        await rejoined;
        expectNoAccepts(`${deletions.toLocaleString('en-US')} deletions (${repeated} of them asked again)`);
      },
      inRound(300_000, 7_200_000),
    );

    it(
      'is refused by a process that was stopped (SIGSTOP) meanwhile, to requests that waited for it to resume',
      async () => {
        const { verifiers, admins } = verifying;
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
            await deletion;
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
            await Promise.all([deletion, ...waiting]);
          }
          await key.refusedEverywhere();
        }
        expectNoAccepts(`${stops} stops (${held} held up the deletion)`);
      },
      inRound(300_000, 7_200_000),
    );
  },
);

let rejoined = Promise.resolve();

/** The others go on by themselves; the one that was killed comes back beside the next deletions, before another is killed. */
async function killPrimary(cluster: DatabaseCluster): Promise<void> {
  await rejoined;
  const primary = await cluster.primary();
  await cluster.kill(primary);
  rejoined = cluster.rejoin(primary);
}
