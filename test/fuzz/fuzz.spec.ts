import { randomInt } from 'node:crypto';
import * as fc from 'fast-check';
import { faultsOf, learn } from './judge.js';
import { operationsOf, type Operation } from './operations.js';
import { plansFor, type Plan } from './plans.js';
import { resolve, send, type Answer, type Request } from './requests.js';
import { createTenants, type Tenants } from './tenants.js';

const count = Number(process.env.FUZZ_REQUESTS ?? 2_000);
const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
/** Sent together; what they teach is learned in their order, so that a seed always draws from the same pool. */
const atOnce = 8;
const usualCount = 2_000;

describe('any request to any operation', () => {
  let tenants: Tenants;
  let operations: Operation[];
  beforeAll(async () => {
    tenants = await createTenants();
    const { api, recordings } = tenants.world;
    operations = [...(await operationsOf(api)), ...(await operationsOf(recordings))];
    operations = [...new Map(operations.map((operation) => [operation.id, operation])).values()];
  });
  afterAll(() => tenants.world.close());

  it(
    'is answered as the document says: never 5xx, nothing invalid accepted, nothing valid called invalid, no tenant told of another',
    async () => {
      const figures = new Figures();
      const plans = fc.sample(
        fc.oneof(...operations.map((operation) => plansFor(operation, tenants.liveKeys))),
        {
          seed,
          numRuns: count,
        },
      );
      for (let start = 0; start < count; start += atOnce) {
        const requests = plans.slice(start, start + atOnce).map((plan) => resolve(plan, tenants));
        const answers = await Promise.all(requests.map((request) => send(request).catch(String)));
        const answered = requests.flatMap((request, i) => {
          const answer = answers[i]!;
          if (typeof answer !== 'string') return [{ request, answer, index: start + i }];
          figures.fault(start + i, request, [`no answer: ${answer}`]);
          return [];
        });
        for (const { request, answer } of answered) learn(request, answer, tenants);
        for (const { request, answer, index } of answered) {
          figures.count(request, answer);
          figures.fault(index, request, faultsOf(request, answer, tenants), answer);
        }
      }
      process.stdout.write(`${figures.line()}\n`);
      expect(figures.report()).toBe('');
      if (count >= usualCount)
        expect(operations.map(({ id }) => id).filter((id) => !figures.accepted.has(id))).toEqual([]);
    },
    60_000 + count * 50,
  );
});

/** Counts, and what was wrong. */
class Figures {
  readonly accepted = new Set<string>();
  private readonly classes = new Map<string, number>();
  private readonly byOperation = new Map<string, number>();
  private readonly faults = new Map<string, { count: number; example: string }>();
  private odd = 0;

  count({ plan, method }: Request, { status }: Answer): void {
    add(this.classes, `${Math.floor(status / 100)}xx`);
    add(this.byOperation, plan.operation.id);
    if (isOdd(plan)) this.odd++;
    if (status < 300 && method === plan.operation.method) this.accepted.add(plan.operation.id);
  }

  fault(index: number, request: Request, faults: string[], answer?: Answer): void {
    for (const fault of faults) {
      const { plan } = request;
      const labels = labelsOf(plan).join('; ');
      const key = `${plan.operation.id} [${labels}] ${fault.replace(/(org|key|rec|tpl)_\w+/g, '$1_…')}`;
      const known = this.faults.get(key);
      if (known) known.count++;
      else this.faults.set(key, { count: 1, example: describeRequest(index, request, answer) });
    }
  }

  line(): string {
    const figures = (map: Map<string, number>) =>
      [...map]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, number]) => `${name} ${number}`)
        .join(', ');
    return (
      `fuzz: ${count} requests, seed ${seed}: ${figures(this.classes)}; ${this.odd} mutated, ${count - this.odd} valid; ` +
      `${this.faults.size} kinds of fault; ${figures(this.byOperation)}; again: FUZZ_SEED=${seed} FUZZ_REQUESTS=${count} npx jest test/fuzz`
    );
  }

  report(): string {
    return [...this.faults]
      .map(([fault, { count, example }]) => `${count} x ${fault}\n${example}`)
      .join('\n\n');
  }
}

const add = (map: Map<string, number>, name: string) => map.set(name, (map.get(name) ?? 0) + 1);

function labelsOf({ operation, method, query, body, headers, organization, resource }: Plan): string[] {
  const odd = (name: string, { kind, oddity }: Plan['resource']) =>
    operation.path.includes(name) && kind === 'odd' ? [`path: ${oddity.label}`] : [];
  return [
    ...(method === operation.method ? [] : [method]),
    ...odd('{orgId}', organization),
    ...(operation.path.replace('{orgId}', '').includes('{') ? odd('{', resource) : []),
    ...(query.label === undefined ? [] : [`query ${query.label}`]),
    ...(body?.label === undefined ? [] : [`body ${body.label}`]),
    ...(headers.label === '' ? [] : [headers.label]),
  ];
}

const isOdd = (plan: Plan) => labelsOf(plan).length > 0;

/** What a person needs to send it again; credentials are cut. */
function describeRequest(index: number, request: Request, answer?: Answer): string {
  const { plan, sender, method, path, headers } = request;
  const shown = Object.entries(headers).map(
    ([name, value]) => `-H '${name}: ${name === 'authorization' ? `${value.slice(0, 12)}…` : value}'`,
  );
  const body = Buffer.from(plan.body?.bytes ?? []).toString();
  const data =
    body === ''
      ? ''
      : ` -d ${body.length > 600 ? `${body.slice(0, 600)}… (${body.length} characters)` : body}`;
  return [
    `  request ${index}, ${plan.operation.id}, by ${sender.name}${request.isEntitled ? ' (entitled)' : ''}`,
    `  curl -X ${method} ${path.length > 300 ? `${path.slice(0, 300)}…` : path} ${shown.join(' ')}${data}`,
    `  ${answer ? `${answer.status} ${answer.text.slice(0, 400)}` : ''}`,
    `  again: FUZZ_SEED=${seed} FUZZ_REQUESTS=${index + atOnce - (index % atOnce)} npx jest test/fuzz`,
  ].join('\n');
}
