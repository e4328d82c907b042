import { refusalOf, type Caller, type Refusal } from './decision.js';
import { roles } from './roles.js';
import type { AccessRule } from './rule.js';

const read: AccessRule = { people: 'viewer', programs: { scopes: ['recordings:read'] } };
const own = 'org_a';
const program = (...scopes: string[]): Caller => ({ kind: 'program', organizationId: own, scopes });
const person = (role?: (typeof roles)[number]): Caller => ({ kind: 'person', role });

const cases: [string, AccessRule, Caller, string | undefined, Refusal | undefined][] = [
  ['a program with the scope, in its organization', read, program('recordings:read'), own, undefined],
  ['a program with more scopes than needed', read, program('x:y', 'recordings:read'), own, undefined],
  [
    'a program without the scope',
    read,
    program('recordings:write'),
    own,
    { reason: 'insufficient_scope', required: ['recordings:read'] },
  ],
  [
    'a program with one of two scopes',
    { programs: { scopes: ['a:b', 'c:d'] } },
    program('a:b'),
    own,
    { reason: 'insufficient_scope', required: ['a:b', 'c:d'] },
  ],
  ['a program in another organization', read, program('recordings:read'), 'org_b', { reason: 'not_found' }],
  ['a program in another organization, without the scope', read, program(), 'org_b', { reason: 'not_found' }],
  [
    'a program in an organization of another case',
    read,
    program('recordings:read'),
    'ORG_A',
    { reason: 'not_found' },
  ],
  [
    'a program where the path names none',
    { programs: { scopes: [] }, acrossOrganizations: true },
    program(),
    undefined,
    undefined,
  ],
  [
    'a program where only people may',
    { people: 'viewer' },
    program('recordings:read'),
    own,
    { reason: 'not_for_programs' },
  ],
  ['a program where any person may', { people: 'any' }, program(), undefined, { reason: 'not_for_programs' }],
  [
    'a program where the path names no organization',
    { programs: { scopes: [] } },
    program(),
    undefined,
    { reason: 'not_for_programs' },
  ],
  ['a person who is no member', read, person(), own, { reason: 'not_found' }],
  ['a person where any may', { people: 'any' }, person(), undefined, undefined],
  [
    'a person where only programs may',
    { programs: { scopes: ['a:b'] } },
    person('owner'),
    own,
    { reason: 'not_for_people' },
  ],
  ['anybody without a rule: a person', {}, person('owner'), own, { reason: 'not_for_people' }],
  ['anybody without a rule: a program', {}, program('recordings:read'), own, { reason: 'not_for_programs' }],
];

describe('the access decision on', () => {
  it.each(cases)('%s', (_, rule, caller, organizationId, refusal) => {
    expect(refusalOf(rule, caller, organizationId)).toEqual(refusal);
  });

  it.each(roles.flatMap((minimum) => roles.map((role) => [role, minimum] as const)))(
    'a person with the role %s where %s is needed',
    (role, minimum) => {
      const suffices = roles.indexOf(role) >= roles.indexOf(minimum);
      const refusal = suffices ? undefined : { reason: 'insufficient_role', required: minimum };
      expect(refusalOf({ people: minimum }, person(role), own)).toEqual(refusal);
    },
  );
});
