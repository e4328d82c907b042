import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import type { ServiceProcess } from '../support/processes.js';
import { keepDoing, tally, type Outcome } from './support/client.js';
import { engines } from './support/database-servers.js';
import { figure, inRound } from './support/round.js';
import { createGround, KeyAdmin, type Ground } from './support/service-processes.js';

const rounds = inRound(3, 20);
const tracks = 8;

/** A key, and the last thing that is known to have happened to it. */
interface Known {
  id: string;
  key: string;
  state: 'created' | 'deletion sent' | 'deleted';
}

describe.each(engines)(
  'a service on $name that is killed (SIGKILL) while it creates and deletes',
  ({ name, create }) => {
    let ground: Ground;
    beforeAll(async () => {
      ground = await createGround(create);
    });
    afterAll(() => ground?.close());

    it(
      'has stored every key that it showed, and keeps every key refused whose deletion it answered',
      async () => {
        const known: Known[] = [];
        const lost: string[] = [];
        const returned: string[] = [];
        let unanswered = 0;
        let api = await ground.start('api');
        let admin = await KeyAdmin.create(api, ground.issuer);
        for (let round = 0; round < rounds; round++) {
          unanswered += await workUntilKilled(admin, api, known);
          api = await ground.start('api');
          admin = admin.at(api.url);
          for (const { id, key, state } of known) {
            const { status } = await admin.client.send('/api/v1/api-keys/self', { token: key });
            if (state === 'created' && status !== 200) lost.push(`${id} ${status}`);
            if (state === 'deleted' && status === 200) returned.push(id);
          }
        }
        const listed = new Set(
          (JSON.parse((await admin.list()).body) as { keys: { id: string }[] }).keys.map(({ id }) => id),
        );
        for (const { id, state } of known)
          if (state === 'created' && !listed.has(id)) lost.push(`${id} not listed`);
        const { created = 0, deleted = 0 } = tally(known.map(({ state }) => state));
        const lines = `${rounds} kills, ${unanswered} requests cut off`;
        figure(`keys shown and lost, ${name}`, `${lost.length} of ${created} (${lines})`);
        figure(`keys deleted and back, ${name}`, `${returned.length} of ${deleted} (${lines})`);
        expect({ lost, returned }).toEqual({ lost: [], returned: [] });
        expect(created).toBeGreaterThan(0);
        expect(deleted).toBeGreaterThan(0);
        expect(unanswered).toBeGreaterThan(0);
      },
      inRound(300_000, 7_200_000),
    );
  },
);

/** Returns how many requests the kill cut off. */
async function workUntilKilled(admin: KeyAdmin, api: ServiceProcess, known: Known[]): Promise<number> {
  const exit = once(api.process, 'exit');
  const killAfter = randomInt(20, inRound(150, 600));
  let answers = 0;
  let cut = 0;
  const note = ({ status }: Outcome) => {
    if (status === undefined) cut++;
    else if (++answers === killAfter) {
      api.process.kill('SIGKILL');
      void end();
    }
    return status;
  };
  const end = keepDoing(async () => {
    const created = await admin.create();
    if (note(created) !== 201) return;
    const one: Known = { ...(JSON.parse(created.body) as { id: string; key: string }), state: 'created' };
    known.push(one);
    // Two of three, so that keys remain.
    if (known.length % 3 === 0) return;
    one.state = 'deletion sent';
    if (note(await admin.remove(one.id)) === 200) one.state = 'deleted';
  }, tracks);
  await exit;
  await end();
  await api.stop();
  admin.client.close();
  return cut;
}
