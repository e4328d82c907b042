import * as fc from 'fast-check';
import type { Answer } from '../../support/services.js';
import { at, stepAt } from './draws.js';
import {
  insufficientRole,
  insufficientScope,
  isKey,
  isLive,
  invalidToken,
  notFound,
  rank,
  refusal,
  roleIn,
  unauthenticated,
  type Caller,
  type Expected,
  type Member,
  type Organization,
  type Span,
} from './oracle.js';

const pick = fc.nat(1_000);
const role = fc.constantFrom(...rank);
const pathOf = ({ id }: Organization) => `/api/v1/organization/${id}`;

const add = stepAt('add a member', { pick, role }, ({ model, organization, caller, drawn }, attempt) => {
  const { userId: user_id } = at(model.persons, drawn.pick)!;
  const name = `Member of ${organization.marker}`;
  return attempt({
    service: 'api',
    method: 'POST',
    path: `${pathOf(organization)}/members`,
    body: { user_id, role: drawn.role, name },
    caller,
    expected: (now, { body }): Expected => {
      const refused = refusal(caller, organization, { role: 'admin' }, now) ?? keyRefusal(caller);
      if (refused) return refused;
      if (drawn.role === 'owner' && !isOwner(caller, organization)) return insufficientRole('owner');
      if (organization.members.has(user_id)) return { status: 409, code: 'conflict' };
      const { updated_at } = body;
      return {
        status: 201,
        body: { user_id, email: null, name, role: drawn.role, status: 'active', updated_at },
      };
    },
    learn: (answer, span) => {
      if (answer.status === 201) organization.members.set(user_id, changedMember(answer, span));
    },
  });
});

/** Programs reach no route of members. */
const keyRefusal = (caller: Caller) => (isKey(caller) ? insufficientScope : undefined);

const isOwner = (caller: Caller, organization: Organization) =>
  caller !== undefined && !isKey(caller) && roleIn(organization, caller) === 'owner';

function changedMember({ body }: Answer, { from, to }: Span): Member {
  const member = body as unknown as Member;
  const at = Date.parse(member.updated_at);
  if (!(at >= from && at <= to)) throw new Error(`A member was changed at ${member.updated_at}, not now.`);
  return member;
}

const change = stepAt(
  'change a member',
  {
    pick,
    change: fc.record(
      { role, status: fc.constantFrom('active', 'pending', 'removed') },
      { requiredKeys: [] },
    ),
  },
  ({ model, organization, caller, drawn }, attempt) => {
    const { members } = organization;
    const { userId } = at(model.persons, drawn.pick)!;
    const before = members.get(userId);
    return attempt({
      service: 'api',
      method: 'PATCH',
      path: `${pathOf(organization)}/members/${userId}`,
      body: drawn.change,
      caller,
      expected: (now, { body }): Expected => {
        const refused = refusal(caller, organization, { role: 'admin' }, now) ?? keyRefusal(caller);
        if (refused) return refused;
        if (!before) return notFound;
        const after = { ...before, ...drawn.change };
        const concernsOwners = before.role === 'owner' || after.role === 'owner';
        if (concernsOwners && !isOwner(caller, organization)) return insufficientRole('owner');
        const owners = [...members.values()].filter(isActiveOwner);
        if (owners.length === 1 && owners[0] === before && !isActiveOwner(after))
          return { status: 409, code: 'last_owner' };
        const isChanged = after.role !== before.role || after.status !== before.status;
        return { status: 200, body: isChanged ? { ...after, updated_at: body.updated_at } : before };
      },
      learn: (answer, span) => {
        const { status, body } = answer;
        if (status === 200 && body.updated_at !== before?.updated_at)
          members.set(userId, changedMember(answer, span));
        else if (status === 200) members.set(userId, body as unknown as Member);
      },
    });
  },
);

const isActiveOwner = ({ role, status }: Member) => role === 'owner' && status === 'active';

const list = stepAt('list members', {}, ({ organization, caller }, attempt) => {
  return attempt({
    service: 'api',
    path: `${pathOf(organization)}/members`,
    caller,
    expected: (now) =>
      refusal(caller, organization, { role: 'viewer' }, now) ?? {
        status: 200,
        body: { members: [...organization.members.values()] },
      },
  });
});

const view = ({ id, marker, created_at }: Organization, role: string) => ({
  id,
  name: marker,
  role,
  created_at,
});

const get = stepAt('get an organization', {}, ({ organization, caller }, attempt) => {
  return attempt({
    service: 'api',
    path: pathOf(organization),
    caller,
    expected: (now) => {
      const refused = refusal(caller, organization, { role: 'viewer' }, now);
      if (refused) return refused;
      return { status: 200, body: view(organization, roleIn(organization, caller as never)!) };
    },
  });
});

const listOwn = stepAt('list organizations', {}, ({ model, caller }, attempt) => {
  return attempt({
    service: 'api',
    path: '/api/v1/organization',
    caller,
    expected: (now): Expected => {
      if (!caller) return unauthenticated;
      if (isKey(caller)) return isLive(caller, now) ? insufficientScope : invalidToken;
      const own = model.organizations.flatMap((one) => {
        const role = roleIn(one, caller);
        return role ? [view(one, role)] : [];
      });
      return { status: 200, body: { organizations: own.sort((a, b) => (a.id < b.id ? -1 : 1)) } };
    },
  });
});

export const memberSteps = [
  { weight: 2, arbitrary: add },
  { weight: 3, arbitrary: change },
  { weight: 1, arbitrary: list },
  { weight: 1, arbitrary: get },
  { weight: 1, arbitrary: listOwn },
];
