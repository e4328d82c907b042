import * as fc from 'fast-check';
import { badDates, knowledge } from './knowledge.js';
import { branchesOf, validatorOf, type Branch, type Components, type Schema } from '../support/schema.js';
import { arrays, lengthOf, objects, validValues, visibleCodePoints } from './valid-values.js';

/** Values that break one rule, and which. */
export interface Mutation {
  label: string;
  value: fc.Arbitrary<unknown>;
  /** The schema itself forbids it; else a rule that no schema can state, such as well-formed Unicode. */
  bySchema: boolean;
}

/** Every rule of a schema, each broken alone, in a value that is valid but for that. */
export function mutationsOf(components: Components, schema: Schema, name = ''): Mutation[] {
  const branches = branchesOf(components, schema);
  const own = branches.flatMap((branch) => brokenRules(components, branch, name));
  const refused = Object.entries(knowledge[name]?.refused ?? {});
  return [
    ...withinAll(components, schema, branches, [...wrongTypes(branches), ...own]),
    ...refused.map(([label, value]) => ({ label, value, bySchema: false })),
  ];
}

/** What breaks one alternative may be valid by another. */
function withinAll(
  components: Components,
  schema: Schema,
  branches: Branch[],
  mutations: Mutation[],
): Mutation[] {
  if (branches.length === 1) return mutations;
  const isValid = validatorOf(components, schema);
  return mutations.flatMap((mutation) =>
    mutation.bySchema
      ? only(mutation.value, (value) => !isValid(value)).map((value) => ({ ...mutation, value }))
      : [mutation],
  );
}

/** The values that are as wanted; none where hardly any is. */
export function only<T>(values: fc.Arbitrary<T>, isWanted: (value: T) => boolean): [] | [fc.Arbitrary<T>] {
  const wanted = fc.sample(values, { numRuns: 40, seed: 1 }).filter(isWanted);
  return wanted.length >= 4 ? [values.filter(isWanted)] : [];
}

const rule = (label: string, value: fc.Arbitrary<unknown>, bySchema = true): Mutation => ({
  label,
  value,
  bySchema,
});

const samples: Record<string, unknown[]> = {
  null: [null],
  boolean: [true, false],
  integer: [0, 1, -1, 1e300],
  number: [0.5],
  string: ['', 'a', '1', 'true', 'null'],
  array: [[], ['a'], [[]], [null]],
  object: [{}, { name: 'a' }, { $ne: null }, { length: 1 }],
};

function wrongTypes(branches: Branch[]): Mutation[] {
  const right = branches.flatMap(({ type }) => (type === 'number' ? ['number', 'integer'] : [type]));
  if (right.includes(undefined)) return [];
  const wrong = Object.keys(samples).filter((type) => !right.includes(type));
  return wrong.map((type) => rule(`${type} where ${right.join(' or ')}`, fc.constantFrom(...samples[type]!)));
}

function brokenRules(components: Components, branch: Branch, name: string): Mutation[] {
  if (branch.const !== undefined || branch.enum) return outsideEnum(branch.enum ?? [branch.const]);
  switch (branch.type) {
    case 'integer':
    case 'number':
      return brokenNumbers(branch);
    case 'string':
      return brokenTexts(components, branch, name);
    case 'array':
      return brokenArrays(components, branch);
    case 'object':
      return brokenObjects(components, branch);
    case undefined:
    default:
      return [];
  }
}

function outsideEnum(values: unknown[]): Mutation[] {
  const texts = values.filter((value) => typeof value === 'string');
  if (texts.length === 0) return [];
  const near = (text: string) => [text.toUpperCase(), `${text} `, ` ${text}`, `${text}\u0000`, text.slice(1)];
  const others = [...texts.flatMap(near), '', 'toString', 'constructor', '*'];
  return [rule('outside the enum', fc.constantFrom(...others.filter((other) => !values.includes(other))))];
}

function brokenNumbers({ type, minimum, maximum }: Branch): Mutation[] {
  const low = (by: number) => minimum! - by;
  const high = (by: number) => maximum! + by;
  return [
    ...(minimum === undefined ? [] : [rule('under the minimum', fc.constantFrom(low(1), low(1000), -1e300))]),
    ...(maximum === undefined
      ? []
      : [rule('over the maximum', fc.constantFrom(high(1), high(1000), 2 ** 53, 1e300))]),
    ...(type === 'integer'
      ? [rule('a fraction', fc.constantFrom((minimum ?? 0) + 0.5, (minimum ?? 0) + 1e-9))]
      : []),
  ];
}

const badEmails = [
  '',
  'a',
  '@',
  'a@',
  '@example.com',
  'a@b@example.com',
  'a b@example.com',
  'a@example',
  'a@-.com',
];
const badByFormat: Record<string, string[]> = { 'date-time': badDates, date: badDates, email: badEmails };

function brokenTexts(components: Components, branch: Branch, name: string): Mutation[] {
  const { minLength = 0, maxLength = Infinity, pattern, format } = branch;
  const valid = validValues(components, branch, name).filter((value) => typeof value === 'string');
  const broken: Mutation[] = [];
  const visible = fc.constantFrom(...visibleCodePoints);
  if (maxLength !== Infinity) {
    const over = fc.constantFrom(maxLength + 1, maxLength + 2, maxLength * 2 + 1);
    const texts = fc.tuple(visible, over).map(([point, length]) => point.repeat(length));
    broken.push(rule('too long', texts));
  }
  if (minLength > 0)
    broken.push(
      rule(
        'too short',
        visible.map((point) => point.repeat(minLength - 1)),
      ),
    );
  const bad = badByFormat[format ?? ''];
  if (bad) broken.push(rule(`no ${format}`, fc.constantFrom(...bad)));
  if (pattern !== undefined) {
    const expression = new RegExp(pattern, 'u');
    const changes: ((text: string) => string)[] = [
      ...['!', '\n', ' ', '\u0000', '/', 'é'].flatMap((extra) => [
        (text: string) => text + extra,
        (text: string) => extra + text,
      ]),
      (text) => [...text].slice(1).join(''),
      (text) => text.toUpperCase(),
      (text) => text.replace(/[0-9A-Za-z]/, 'ï'),
      (text) => text.replace(/[0-9A-Za-z]$/, '０'),
      () => ' '.repeat(Math.max(1, minLength)),
      () => '\u00a0\u2003'.repeat(Math.max(1, minLength)),
    ];
    const isOnlyThis = (text: string) =>
      !expression.test(text) && lengthOf(text) >= minLength && lengthOf(text) <= maxLength;
    const texts = fc
      .tuple(valid, fc.constantFrom(...changes))
      .map(([text, change]) => change(text as string));
    broken.push(...only(texts, isOnlyThis).map((value) => rule('pattern broken', value)));
  }
  const forbidden = (label: string, points: string[]) =>
    rule(
      label,
      fc.tuple(valid, fc.constantFrom(...points)).map(([text, point]) => {
        // Not at the end, where white space is cut off.
        const kept = [...(text as string)].slice(0, maxLength - 2);
        const middle = Math.ceil(kept.length / 2);
        return [...kept.slice(0, middle), point, 'x', ...kept.slice(middle)].join('');
      }),
      false,
    );
  broken.push(
    forbidden('NUL', ['\u0000']),
    forbidden('control character', ['\u001b', '\u0007', '\u007f', '\u0085', '\u009f']),
    forbidden('lone surrogate', ['\ud800', '\udbff', '\udc00', '\udfff']),
  );
  if (minLength > 0)
    broken.push(
      rule(
        'only white space',
        fc.constantFrom(' ', '\t', '\u00a0', '\ufeff', '\u3000').map((space) => space.repeat(minLength)),
        false,
      ),
    );
  return broken;
}

function brokenArrays(components: Components, branch: Branch): Mutation[] {
  const { minItems = 0, maxItems, uniqueItems, items = { type: 'string' } } = branch;
  const free = { ...branch, minItems: 0, maxItems: undefined };
  const some = arrays(components, branch, 1).filter((values) => values.length > 0);
  const exactly = (length: number) =>
    arrays(components, { ...free, minItems: length, maxItems: length, uniqueItems: false });
  return [
    ...(minItems > 0 ? [rule('too few items', exactly(minItems - 1))] : []),
    ...(maxItems === undefined
      ? []
      : [rule('too many items', fc.constantFrom(maxItems + 1, maxItems * 2).chain(exactly))]),
    ...(uniqueItems
      ? [
          rule(
            'an item twice',
            some.map((values) => [...values.slice(1), values[0], values[0]]),
          ),
        ]
      : []),
    ...mutationsOf(components, items).map(({ label, value, bySchema }) => ({
      label: `[]: ${label}`,
      value: fc
        .tuple(some, value, fc.nat())
        .map(([values, item, place]) => values.with(place % values.length, item)),
      bySchema,
    })),
  ];
}

/** Names that are near to real ones, or that every object has. */
const strangeNames = [
  'surprise',
  'toString',
  'constructor',
  'hasOwnProperty',
  '',
  'id',
  'created_at',
  'organization_id',
  '$ref',
  'a/b~c',
  'a\nb',
  '\u2028',
  'key_hash',
];

function brokenObjects(components: Components, branch: Branch): Mutation[] {
  const valid = objects(components, branch);
  const properties = Object.entries(branch.properties ?? {});
  const known = properties.map(([name]) => name);
  const strange = [
    ...strangeNames,
    ...known.flatMap((name) => [name.toUpperCase(), `${name} `, `${name}[]`]),
  ];
  const fields = strange.filter((name) => !known.includes(name));
  return [
    ...(branch.required ?? []).map((name) =>
      rule(
        `/${name}: missing`,
        valid.map((value) => Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))),
      ),
    ),
    rule(
      'unknown field',
      fc
        .tuple(valid, fc.constantFrom(...fields), fc.constantFrom<unknown>('x', 1, null, {}, []))
        .map(([value, name, content]) => ({ ...value, [name]: content })),
      branch.additionalProperties === false,
    ),
    ...properties.flatMap(([name, schema]) =>
      mutationsOf(components, schema, name).map(({ label, value, bySchema }) => ({
        label: `/${name}${label.startsWith('[') || label.startsWith('/') ? '' : ': '}${label}`,
        value: fc.tuple(valid, value).map(([object, content]) => ({ ...object, [name]: content })),
        bySchema,
      })),
    ),
  ];
}
