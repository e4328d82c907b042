import { randomInt } from 'node:crypto';
import * as fc from 'fast-check';
import { differences, rowsOf } from '../support/read-table.js';
import { Figures } from './figures.js';
import { faultsOf, learn, suspectsOf } from './judge.js';
import { operationsOf } from './operations.js';
import { plansFor } from './plans.js';
import { resolve, send } from './requests.js';
import { createTenants, type Tenants } from './tenants.js';

const count = Number(process.env.FUZZ_REQUESTS ?? 400);
const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
/** Sent together; what they teach is learned in their order, so that a seed always draws from the same pool. */
const atOnce = 8;

describe('any request to any operation', () => {
  let tenants: Tenants;
  beforeAll(async () => {
    tenants = await createTenants();
  });
  afterAll(() => tenants.world.close());

  it(
    'is answered as the document says: never 5xx, nothing invalid accepted, nothing valid refused, no tenant told of another or changed by another',
    async () => {
      const { api, recordings } = tenants.world;
      const operations = [...(await operationsOf(api)), ...(await operationsOf(recordings))];
      const plans = operations.map((operation) => plansFor(operation, tenants.liveKeys));
      const drawn = fc.sample(fc.oneof(...plans), { seed, numRuns: count });
      const figures = new Figures();
      const rowsOfBystander = () => rowsOf(tenants.world.database.url, tenants.bystander.id);
      let rows = await rowsOfBystander();
      for (let start = 0; start < count; start += atOnce) {
        const requests = drawn.slice(start, start + atOnce).map((plan) => resolve(plan, tenants));
        const answers = await Promise.all(requests.map(send));
        const exchanges = requests.map((request, i) => ({ request, answer: answers[i]! }));
        for (const { request, answer } of exchanges) learn(request, answer, tenants);
        const before = rows;
        rows = await rowsOfBystander();
        const changes = differences(before, rows);
        const suspects = changes.length > 0 ? suspectsOf(requests, tenants) : [];
        for (const { request, answer } of exchanges) {
          const faults = faultsOf(request, answer, tenants);
          if (suspects.includes(request)) faults.push(changedRows(changes));
          figures.add(request, answer, faults, replay(start + atOnce));
        }
      }
      if (process.env['FUZZ_REQUESTS'])
        process.stdout.write(`fuzz: ${figures.line()}; again: ${replay(count)}\n`);
      expectNoFaults(figures);
      const refused = operations.map(({ id }) => id).filter((id) => !figures.accepted.has(id));
      // In a short run chance alone may refuse every request to one of them.
      expect(count < 20_000 ? [] : refused).toEqual([]);
    },
    60_000 + count * 50,
  );
});

/** The report as it is, where `expect` would quote it. */
function expectNoFaults(figures: Figures): void {
  if (figures.faults.size > 0) throw new Error(figures.report());
}

const replay = (requests: number) => `FUZZ_SEED=${seed} FUZZ_REQUESTS=${requests} npx jest test/fuzz/fuzz`;

/** By table only, so that all changes of one kind are one fault. */
function changedRows(changes: string[]): string {
  const kinds = changes.map((change) => change.split(' ', 2).join(' '));
  return `rows of a tenant in which no sender has rights: ${[...new Set(kinds)].join(', ')}`;
}
