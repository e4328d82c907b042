import { createHash, randomBytes, randomInt } from 'node:crypto';
import * as fc from 'fast-check';
import { createMysqlDatabase } from '../support/test-database.js';
import { createWorld, type World } from '../support/world.js';
import { checkSteps, selfOf } from './isolation/check-steps.js';
import { everyKey } from './isolation/draws.js';
import { keySteps, maximumKeys } from './isolation/key-steps.js';
import { memberSteps } from './isolation/member-steps.js';
import type { Member, Organization, Person } from './isolation/oracle.js';
import { otherPageSteps } from './isolation/other-page-steps.js';
import { pageSteps } from './isolation/page-steps.js';
import { recordingSteps } from './isolation/recording-steps.js';
import { judged, seenByItsOwner, type Model, type Services } from './isolation/step.js';
import { engines } from './support/database-servers.js';
import { figure, inRound, isWholeRound } from './support/round.js';

const atLeast = inRound(250, 10_000);
const seed = Number(process.env['ISOLATION_SEED'] ?? randomInt(2 ** 31));
const mariaDb = process.env['TEST_MARIADB_URL'] ?? 'mysql://root@127.0.0.1:3306/test';
const secret = randomBytes(16).toString('hex');
const basic = `Basic ${Buffer.from(`gateway:${secret}`).toString('base64')}`;

const steps = fc.oneof(
  ...keySteps,
  ...checkSteps(basic),
  ...memberSteps,
  ...recordingSteps,
  ...pageSteps,
  ...otherPageSteps,
);
const run = fc.commands([steps], { maxCommands: 60, size: 'max' });

describe.each([...engines, { name: 'MariaDB', create: () => createMysqlDatabase(mariaDb) }])(
  'three organizations on $name',
  ({ name, create }) => {
    let world: World;
    beforeAll(async () => {
      const env = {
        API_KEY_MAX_PER_ORGANIZATION: String(maximumKeys),
        INTROSPECTION_CLIENTS: `gateway=${createHash('sha256').update(secret).digest('hex')}`,
      };
      world = await createWorld(env, create);
    });
    afterAll(() => world?.close());

    it(
      'answer everybody as an oracle does that knows the contract, and nothing that one does is seen by another',
      async () => {
        const { api, recordings } = world;
        const services: Services = {
          api,
          recordings,
          basic,
          operations: 0,
          comparisons: 0,
          ran: new Set(),
          allowed: new Set(),
        };
        const property = fc.asyncProperty(run, async (commands) => {
          const model = await newModel(world);
          await fc.asyncModelRun(() => ({ model, real: services }), commands);
          for (const organization of model.organizations) await seenByItsOwner(model, services, organization);
          for (const key of everyKey(model))
            await judged(model, services, {
              service: 'api',
              path: '/api/v1/api-keys/self',
              caller: key,
              ...selfOf(key),
            });
        });
        // A failure names its seed; run again by it, a shorter way to the failure is searched for, which takes minutes.
        for (let next = seed; services.operations < atLeast; next++)
          await fc.assert(property, {
            seed: next,
            numRuns: 10,
            endOnFailure: !process.env['ISOLATION_SEED'],
          });
        figure(
          `operations on ${name}, each answered as by the oracle`,
          `${services.operations.toLocaleString('en-US')} (${services.comparisons.toLocaleString('en-US')} answers compared, 0 leaks; again: ISOLATION_SEED=${seed})`,
        );
        const refused = [...services.ran].filter((step) => !services.allowed.has(step));
        // In a short run chance alone may refuse all of one kind.
        expect(isWholeRound ? refused : []).toEqual([]);
      },
      inRound(300_000, 7_200_000),
    );
  },
);

let worlds = 0;

/** Three new organizations; everybody has a role in one of them, some in two, one in none. */
async function newModel(world: World): Promise<Model> {
  const mark = `${(worlds++).toString(36)}x${randomBytes(4).toString('hex')}`;
  const persons: Person[] = await Promise.all(
    Array.from({ length: 7 }, async (_, index) => {
      const userId = `person-${index}-${mark}`;
      return { userId, token: await world.issuer.token(userId) };
    }),
  );
  const organizations: Organization[] = [];
  for (const index of [0, 1, 2]) {
    const token = persons[index]!.token;
    const name = `tenant-${index}-${mark}`;
    const call = { method: 'POST', token, body: { name } };
    const { body } = await world.api.call('/api/v1/organization', call);
    const members = new Map<string, Member>();
    const { id, created_at } = body as Record<string, never>;
    organizations.push({ id, marker: name, created_at, members, keys: [], recordings: [] });
    const path = `/api/v1/organization/${id as string}/members`;
    for (const [person, role] of [
      [index + 3, 'admin'],
      [(index + 1) % 3, 'viewer'],
    ] as const) {
      const added = { user_id: persons[person]!.userId, role };
      await world.api.call(path, { method: 'POST', token, body: added });
    }
    const { body: all } = await world.api.call(path, { token });
    for (const member of all.members as Member[]) members.set(member.user_id, member);
  }
  return { organizations, persons };
}
