import { pocketScopes } from '@pocket/access';
import * as fc from 'fast-check';
import type { Schema } from '../support/schema.js';

/**
 * What the service demands and no schema can say, by the name of the property or parameter; everything else that is drawn
 * follows from the document alone.
 */
export interface Knowledge {
  /** Values that are valid where the schema alone would allow more. */
  valid?: (schema: Schema) => fc.Arbitrary<unknown>;
  /** Values that are valid by the schema and still refused, each with its reason. */
  refused?: Record<string, fc.Arbitrary<unknown>>;
  /** Whether only answers say which values are valid, so that none can be made up. */
  isLearnt?: (schema: Schema) => boolean;
}

const hour = 3_600_000;
const day = 24 * hour;
const year = 365.25 * day;

const ahead = (min: number, max: number) =>
  fc.noBias(fc.integer({ min, max })).map((ms) => new Date(Date.now() + ms).toISOString());

/** The same moment in other spellings of RFC 3339. */
const dateTime = fc
  .tuple(ahead(2 * day, 9.9 * year), fc.constantFrom('Z', '+00:00', '-00:00', '+14:00', '-11:30', '+23:59'))
  .chain(([moment, zone]) => {
    const seconds = moment.slice(0, 19);
    return fc.constantFrom(
      moment,
      seconds + zone,
      `${seconds}.5${zone}`,
      `${seconds}.123456789012345678${zone}`,
      (seconds + zone).toLowerCase(),
    );
  });

/** Well-formed, but no calendar has such a day and no clock such an hour. */
const missingTimes = [
  '2027-02-30',
  '2027-02-30T00:00:00Z',
  '2027-02-29',
  '2027-04-31T10:00:00Z',
  '2027-13-01',
  '2027-00-10',
  '2027-01-01T24:00:00Z',
  '2027-01-01T10:60:00Z',
  '2027-01-01T10:00:00+24:00',
];
const otherForms = [
  '2027-01-01T10:00:00',
  '2027-01-01T10:00Z',
  '20270101',
  '2027-1-1',
  '2027-01-01Z',
  '2027-01-01T10:00:00.Z',
  '2027-01-01T10:00:00+0100',
  '2027-01-01T10:00:00,5Z',
  '',
  'tomorrow',
  'never',
  '1798761600',
  '2027',
  '2027-01-01T10:00:00Z\n',
  ' 2027-01-01',
  '２０２７-01-01',
  '+002027-01-01',
  '2027-W01-1',
  '2027-001',
  'Fri, 01 Jan 2027 00:00:00 GMT',
];
/** What is neither a date nor a date-time of RFC 3339. */
export const badDates = [...missingTimes, ...otherForms];

const scopes = pocketScopes.map(({ name }) => name);

const scopeName = fc.stringMatching(/^[a-z][a-z0-9_-]{0,31}:[a-z][a-z0-9_-]{0,31}$/);

const opaqueCursor = '^[A-Za-z0-9_-]{1,1000}$';

const anyTime: Knowledge = {
  valid: () => fc.oneof(dateTime, fc.constantFrom('0000-01-01', '1970-01-01', '9999-12-31T23:59:59-23:59')),
  refused: {
    'no time that exists': fc.constantFrom(...missingTimes),
    'not RFC 3339': fc.constantFrom(...otherForms),
  },
};

export const knowledge: Record<string, Knowledge> = {
  // In the future, at most 10 years ahead.
  expires_at: {
    valid: () =>
      fc.oneof(
        { weight: 4, arbitrary: dateTime },
        { weight: 2, arbitrary: ahead(2 * day, 9.9 * year).map((moment) => moment.slice(0, 10)) },
        { weight: 1, arbitrary: fc.constant(null) },
      ),
    refused: {
      'no time that exists': fc.constantFrom(...missingTimes),
      'not RFC 3339': fc.constantFrom(...otherForms),
      'in the past': fc.oneof(ahead(-9 * year, -1000), fc.constantFrom('1969-12-31', '0001-01-01T00:00:00Z')),
      'more than 10 years ahead': fc.oneof(ahead(10.1 * year, 90 * year), fc.constant('9999-12-31')),
    },
  },
  // Any well-formed name is valid by the schema, because scopes may be added.
  scope: {
    valid: ({ type }) =>
      type === 'array' ? fc.subarray(scopes, { minLength: 1 }) : fc.constantFrom(...scopes),
    refused: {
      'no scope that exists': fc
        .tuple(fc.subarray(scopes), scopeName)
        .map(([known, unknown]) => [...known, unknown]),
      'one scope, which does not exist': scopeName,
    },
  },
  // In a query: any time at all.
  expires_before: anyTime,
  unused_since: anyTime,
  cursor: {
    isLearnt: ({ pattern = '' }) => opaqueCursor === pattern,
    refused: { 'made up': fc.stringMatching(/^[A-Za-z0-9_-]{1,200}$/) },
  },
};

/** What a handler refuses although the caller may use the route, by operation: a matter of what is stored or asked for. */
export const refusedByHandler: Record<string, number[]> = {
  // Only an owner may grant `owner` or change one.
  addMember: [403],
  changeMember: [403],
  // The question itself is whether the key has these scopes.
  authorizeRequest: [403],
};
