import { generateApiKey } from '@pocket/api-key-verification';
import { tenantsOf, type TestOrganization } from '../support/world.js';
import { Client, type Sent } from './support/client.js';
import { engines } from './support/database-servers.js';
import { figure, inRound } from './support/round.js';
import { createGround, type Ground } from './support/service-processes.js';
import { compare } from './support/welch.js';

const pairsOfRequests = inRound(300, 10_000);
const warmUp = inRound(50, 500);
/** Different ids and secrets of each kind, so that no single row decides. */
const examples = 50;

/** Any of several requests that must look alike. */
type Kind = { path: string; sent: Sent }[];

describe.each(engines)('on $name', ({ name, create }) => {
  let ground: Ground;
  let kinds: Record<string, Kind>;
  let client: Client;
  beforeAll(async () => {
    ground = await createGround(create);
    const api = await ground.start('api');
    client = new Client(api.url, { connections: 1 });
    const tenants = tenantsOf(api, ground.issuer);
    const [acme, other] = [await tenants.organization('acme'), await tenants.organization('other')];
    const several = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: examples }, work));
    const key = (organization: TestOrganization, body?: object) => tenants.key(organization, body);
    const foreign = await several(() => key(other));
    const deleted = await several(() => key(acme));
    const expiresAt = Date.now() + 3_000;
    const expired = await several(() => key(acme, { expires_at: new Date(expiresAt).toISOString() }));
    for (const { id } of deleted)
      await api.call(`${acme.path}/api-keys/${id}`, { method: 'DELETE', token: acme.tokens.admin });
    await new Promise((resolve) => setTimeout(resolve, expiresAt + 100 - Date.now()));

    const asId = ({ id }: { id: string }) => ({
      path: `${acme.path}/api-keys/${id}`,
      sent: { token: acme.tokens.admin },
    });
    const asSecret = ({ key }: { key: string }) => ({ path: '/api/v1/api-keys/self', sent: { token: key } });
    const unknownSecrets = Array.from({ length: examples }, () => ({ key: generateApiKey('pk_live_') }));
    kinds = {
      'an unknown id': foreign.map(({ id }) => asId({ id: unlike(id) })),
      'a foreign id': foreign.map(asId),
      'a deleted id': deleted.map(asId),
      'an unknown secret': unknownSecrets.map(asSecret),
      'a revoked secret': deleted.map(asSecret),
      'an expired secret': expired.map(asSecret),
    };
  });
  afterAll(async () => {
    client?.close();
    await ground?.close();
  });

  it.each([
    ['an unknown id', 'a foreign id'],
    ['an unknown id', 'a deleted id'],
    ['a foreign id', 'a deleted id'],
    ['an unknown secret', 'a revoked secret'],
    ['an unknown secret', 'an expired secret'],
    ['a revoked secret', 'an expired secret'],
  ])(
    '%s and %s are answered by the same bytes; how alike in time is printed',
    async (first, second) => {
      const pair = [kinds[first]!, kinds[second]!];
      const durations: [number[], number[]] = [[], []];
      const answers = new Set<string>();
      for (let round = -warmUp; round < pairsOfRequests; round++) {
        // Interleaved, and each of the two as often first.
        for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
          const kind = pair[which]!;
          const { path, sent } = kind[Math.abs(round) % kind.length]!;
          const { begun, answered, status, body } = await client.send(path, sent);
          const { request_id: _, ...problem } = JSON.parse(body) as Record<string, unknown>;
          answers.add(`${status} ${JSON.stringify(problem).replace(path, '')}`);
          if (round >= 0) durations[which].push(answered - begun);
        }
      }
      const { t, medians } = compare(...durations);
      const [one, two] = medians.map((median) => `${(median * 1_000).toFixed(0)} µs`);
      figure(
        `${first} and ${second}, ${name}`,
        `t = ${t.toFixed(2)} over 2 × ${pairsOfRequests.toLocaleString('en-US')} requests (medians ${one} and ${two})`,
      );
      expect(answers.size).toBe(1);
    },
    inRound(300_000, 7_200_000),
  );
});

/** As well-formed, and nobody's. */
const unlike = (id: string) => id.slice(0, -1) + (id.endsWith('0') ? '1' : '0');
