import * as fc from 'fast-check';
import type { Answer } from '../../support/services.js';
import { keyOf, organizationIndex, stepAt, whichever } from './draws.js';
import {
  allScopes,
  isLive,
  keysOf,
  listed,
  refusal,
  type Caller,
  type Expected,
  type Key,
  type Organization,
} from './oracle.js';
import { ownerOf, Step, type Attempt, type Model } from './step.js';

type Send = (attempt: Attempt) => Promise<Answer>;

/** What a page is asked for; times are those of some key. */
interface Filter {
  limit: number;
  status?: 'active' | 'expired';
  scope?: string;
  expires_before?: string;
  unused_since?: string;
}

const pathOf = ({ id }: Organization) => `/api/v1/organization/${id}/api-keys`;
const queryOf = (filter: Filter, cursor?: string | null) =>
  new URLSearchParams({ ...filter, ...(cursor && { cursor }) } as never).toString();

const filterDrawn = fc.record(
  {
    limit: fc.integer({ min: 1, max: 5 }),
    status: fc.constantFrom('active' as const, 'expired' as const),
    scope: fc.constantFrom(...allScopes),
    expiresBefore: whichever,
    unusedSince: whichever,
  },
  { requiredKeys: ['limit'] },
);
type FilterDrawn = typeof filterDrawn extends fc.Arbitrary<infer T> ? T : never;

function filterOf(model: Model, organization: Organization, drawn: FilterDrawn): Filter {
  const { limit, status, scope, expiresBefore, unusedSince } = drawn;
  const expiry = expiresBefore && keyOf(model, organization, expiresBefore)?.expiresAt;
  const creation = unusedSince && keyOf(model, organization, unusedSince)?.createdAt;
  return {
    limit,
    ...(status && { status }),
    ...(scope && { scope }),
    ...(expiry && { expires_before: expiry }),
    ...(creation && { unused_since: creation }),
  };
}

/** Whether a key is in a filtered list, by the last use that the service itself tells of. */
function isIn(filter: Filter, key: Key, lastUsedAt: string | null, now: number): boolean {
  const { status, scope, expires_before, unused_since } = filter;
  return (
    (status === undefined || isLive(key, now) === (status === 'active')) &&
    (scope === undefined || key.scopes.includes(scope)) &&
    (expires_before === undefined || (key.expiresAt !== null && key.expiresAt < expires_before)) &&
    (unused_since === undefined || (lastUsedAt ?? key.createdAt) < unused_since)
  );
}

const walk = stepAt(
  'walk through pages of keys',
  { filter: filterDrawn },
  async ({ model, organization, caller, drawn }, attempt) => {
    const filter = filterOf(model, organization, drawn.filter);
    const first = Date.now();
    const before = await lastUses(model, organization, attempt);
    const ids: string[] = [];
    for (let cursor: string | null | undefined = undefined; cursor !== null;) {
      const page: Answer = await attempt(pageOf(organization, caller, filter, cursor));
      if (page.status !== 200) return;
      ids.push(...(page.body.keys as { id: string }[]).map(({ id }) => id));
      cursor = page.body.next_cursor as string | null;
    }
    // Uses are written beside the requests: a list that was walked meanwhile could be either.
    if (JSON.stringify(await lastUses(model, organization, attempt)) !== JSON.stringify(before)) return;
    const last = Date.now();
    const isSure = ({ expiresAt }: Key) =>
      !(Date.parse(expiresAt ?? '') > first && Date.parse(expiresAt ?? '') <= last);
    const sure = keysOf(organization).filter(isSure);
    const wanted = sure.filter((key) => isIn(filter, key, before[key.id] ?? null, last)).map(({ id }) => id);
    const seen = ids.filter((id) => !keysOf(organization).some((key) => key.id === id && !isSure(key)));
    if (seen.join() !== wanted.toReversed().join())
      throw new Error(`The pages of ${queryOf(filter)} are ${seen.join()}, not ${wanted.join()}.`);
  },
);

/** One page; which keys are on it is for the whole walk to say, that each is as the oracle knows it is said here. */
function pageOf(organization: Organization, caller: Caller, filter: Filter, cursor?: string | null): Attempt {
  return {
    service: 'api',
    path: `${pathOf(organization)}?${queryOf(filter, cursor)}`,
    caller,
    expected: (now, answer): Expected => {
      const refused = refusal(caller, organization, { role: 'viewer' }, now);
      if (refused) return refused;
      const ids = ((answer.body.keys ?? []) as { id: string }[]).map(({ id }) => id);
      const known = keysOf(organization)
        .filter(({ id }) => ids.includes(id))
        .toReversed();
      const keys = known.slice(0, filter.limit).map((key) => listed(key, answer));
      const { next_cursor } = answer.body;
      const isLast = keys.length < filter.limit;
      return { status: 200, body: { keys, next_cursor: isLast ? null : next_cursor } };
    },
  };
}

async function lastUses(model: Model, organization: Organization, attempt: Send) {
  const { body } = await attempt({
    service: 'api',
    path: pathOf(organization),
    caller: ownerOf(model, organization),
    expected: (_, answer) => ({
      status: 200,
      body: {
        keys: keysOf(organization)
          .map((key) => listed(key, answer))
          .toReversed(),
      },
    }),
  });
  const keys = body.keys as { id: string; last_used_at: string | null }[];
  return Object.fromEntries(keys.map(({ id, last_used_at }) => [id, last_used_at]));
}

const misuse = fc
  .record({ from: organizationIndex, at: organizationIndex, filter: filterDrawn, other: filterDrawn })
  .map(
    (drawn) =>
      new Step('use a cursor elsewhere', drawn, async (model, attempt) => {
        const [from, at] = [model.organizations[drawn.from]!, model.organizations[drawn.at]!];
        const filter = { ...filterOf(model, from, drawn.filter), limit: 1 };
        const page = await attempt(pageOf(from, ownerOf(model, from), filter));
        const cursor = page.body.next_cursor as string | null;
        const other = { ...filterOf(model, from, drawn.other), limit: 1 };
        if (!cursor || (from === at && queryOf(filter) === queryOf(other))) return;
        await attempt({
          service: 'api',
          path: `${pathOf(at)}?${queryOf(from === at ? other : filter, cursor)}`,
          caller: ownerOf(model, at),
          expected: () => ({ status: 400, code: 'validation_failed' }),
        });
      }),
  );

export const pageSteps = [
  { weight: 3, arbitrary: walk },
  { weight: 1, arbitrary: misuse },
];
