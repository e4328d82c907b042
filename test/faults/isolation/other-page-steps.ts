import * as fc from 'fast-check';
import type { Answer } from '../../support/services.js';
import { stepAt } from './draws.js';
import {
  insufficientScope,
  invalidToken,
  isKey,
  isLive,
  refusal,
  roleIn,
  unauthenticated,
} from './oracle.js';
import type { Caller, Expected, Organization } from './oracle.js';
import type { Attempt, Model } from './step.js';

/** A list that is not of keys: whose ids are on its pages, and who is kept out. */
interface List {
  field: 'members' | 'organizations';
  idField: 'user_id' | 'id';
  path: string;
  ids: string[];
  refused(now: number): Expected | undefined;
}

function membersOf(organization: Organization, caller: Caller): List {
  return {
    field: 'members',
    idField: 'user_id',
    path: `/api/v1/organization/${organization.id}/members`,
    ids: [...organization.members.keys()],
    refused: (now) => refusal(caller, organization, { role: 'viewer' }, now),
  };
}

function organizationsOf({ organizations }: Model, caller: Caller): List {
  return {
    field: 'organizations',
    idField: 'id',
    path: '/api/v1/organization',
    ids: organizations.filter((one) => caller && !isKey(caller) && roleIn(one, caller)).map(({ id }) => id),
    refused: (now) => {
      if (!caller) return unauthenticated;
      if (!isKey(caller)) return undefined;
      return isLive(caller, now) ? insufficientScope : invalidToken;
    },
  };
}

const walk = stepAt(
  'walk through pages of members or organizations',
  { ofMembers: fc.boolean(), limit: fc.integer({ min: 1, max: 4 }) },
  async ({ model, organization, caller, drawn }, attempt) => {
    const list = drawn.ofMembers ? membersOf(organization, caller) : organizationsOf(model, caller);
    const seen: string[] = [];
    for (let cursor: string | null | undefined = undefined; cursor !== null;) {
      const page: Answer = await attempt(pageOf(list, caller, drawn.limit, cursor));
      if (page.status !== 200) return;
      seen.push(...(page.body[list.field] as Record<string, string>[]).map((one) => one[list.idField]!));
      cursor = page.body.next_cursor as string | null;
    }
    if (seen.sort().join() !== list.ids.sort().join())
      throw new Error(`The pages of ${list.path} are ${seen.join()}, not ${list.ids.join()}.`);
  },
);

/** What each item is, lists without pages say; here it is whether it may be there. */
function pageOf(list: List, caller: Caller, limit: number, cursor?: string | null): Attempt {
  const query = new URLSearchParams({ limit: String(limit), ...(cursor && { cursor }) });
  return {
    service: 'api',
    path: `${list.path}?${query}`,
    caller,
    expected: (now, { body }): Expected => {
      const refused = list.refused(now);
      if (refused) return refused;
      const items = (body[list.field] ?? []) as Record<string, string>[];
      const known = items.filter((one) => list.ids.includes(one[list.idField]!)).slice(0, limit);
      const next_cursor = known.length < limit ? null : body.next_cursor;
      return { status: 200, body: { [list.field]: known, next_cursor } };
    },
  };
}

export const otherPageSteps = [{ weight: 2, arbitrary: walk }];
