import * as fc from 'fast-check';
import { knowledge } from './knowledge.js';
import { branchesOf, type Branch, type Components, type Schema } from '../support/schema.js';

/** Values that are valid by the schema, and by what {@link knowledge} has under the name of the property. */
export function validValues(components: Components, schema: Schema, name = ''): fc.Arbitrary<unknown> {
  const known = knowledge[name]?.valid?.(schema);
  return known ?? fc.oneof(...branchesOf(components, schema).map((branch) => valuesOf(components, branch)));
}

function valuesOf(components: Components, branch: Branch): fc.Arbitrary<unknown> {
  if (branch.const !== undefined) return fc.constant(branch.const);
  if (branch.enum) return fc.constantFrom(...branch.enum);
  switch (branch.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return integers(branch);
    case 'number':
      return fc.double({ min: branch.minimum, max: branch.maximum, noNaN: true, noDefaultInfinity: true });
    case 'string':
      return texts(branch);
    case 'array':
      return arrays(components, branch);
    case 'object':
      return objects(components, branch);
    case undefined:
    default:
      throw new Error(`No values are known for ${JSON.stringify(branch)}.`);
  }
}

function integers({ minimum = -(2 ** 53) + 1, maximum = 2 ** 53 - 1 }: Branch): fc.Arbitrary<number> {
  return fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.constantFrom(minimum, maximum));
}

export function arrays(components: Components, branch: Branch, atLeast = 0): fc.Arbitrary<unknown[]> {
  const items = validValues(components, branch.items ?? { type: 'string' });
  const minLength = Math.max(branch.minItems ?? 0, atLeast);
  const maxLength = branch.maxItems ?? 10;
  const make = (bounds: fc.ArrayConstraints) =>
    branch.uniqueItems
      ? fc.uniqueArray(items, { ...bounds, comparator: (a, b) => JSON.stringify(a) === JSON.stringify(b) })
      : fc.array(items, bounds);
  const usual = make({ minLength, maxLength });
  if (branch.uniqueItems) return usual;
  const full = make({ minLength: maxLength, maxLength });
  return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: full });
}

export function objects(components: Components, branch: Branch): fc.Arbitrary<Record<string, unknown>> {
  const model = Object.fromEntries(
    Object.entries(branch.properties ?? {}).map(([name, schema]) => [
      name,
      validValues(components, schema, name),
    ]),
  );
  return fc.record(model, { requiredKeys: branch.required ?? [], noNullPrototype: true });
}

/** Single code points that are rarely thought of: combining, joining, right-to-left, full-width, beyond the BMP, escapes. */
const curious = [
  ...'éßﬁİıñ\u0301\u200d\u200f\u202e\u05d0\u0627Ａ０한\ufe0f\u00ad\u2028\ufeff\u00a0\ufffd\uffff',
  ...'😀👩🏽🦊𝒜\u{1f1e6}\u{10ffff}',
  ...' "\'\\/<>&%$`{}[]#?;:@=+-_.~*|^,',
];
const plain = [...'abcdefghijklmnopqrstuvwxyzABCXYZ0123456789'];
export const visibleCodePoints = [...'ax0Zé😀한Ａ𝒜א'];
const wholes = [
  '👩‍👩‍👧‍👦',
  'e\u0301',
  '\u202eabc\u202c',
  'ﷺ',
  'null',
  'NaN',
  '0',
  '-1',
  '..',
  '__proto__',
  "' OR 1=1 --",
];

/** Lengths are in code points, as in JSON Schema. */
export const lengthOf = (text: string) => [...text].length;

function texts(branch: Branch): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 200, pattern, format } = branch;
  // The services cut off white space before they count.
  const fits = (text: string) => {
    const length = lengthOf(text);
    return length <= maxLength && length >= minLength && lengthOf(text.trim()) >= minLength;
  };
  const expression = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  // A password is any text, which is not shown while it is typed.
  if (format !== undefined && format !== 'password')
    return formatted(format).filter((text) => fits(text) && (expression?.test(text) ?? true));
  const codePoint = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...plain) },
    { weight: 1, arbitrary: fc.constantFrom(...curious) },
  );
  const joined = (min: number, max: number) =>
    fc.array(codePoint, { minLength: min, maxLength: max }).map((points) => points.join(''));
  const atBounds = fc
    .tuple(fc.constantFrom(...visibleCodePoints), fc.constantFrom(minLength, maxLength))
    .map(([point, length]) => point.repeat(length));
  const fitting = wholes.filter(fits);
  const general = fc.oneof(
    { weight: 8, arbitrary: joined(minLength, maxLength).filter(fits) },
    { weight: 1, arbitrary: atBounds },
    { weight: 1, arbitrary: fitting.length > 0 ? fc.constantFrom(...fitting) : atBounds },
  );
  if (!expression) return general;
  const share = fc.sample(general, { numRuns: 50, seed: 1 }).filter((text) => expression.test(text)).length;
  // A pattern that most texts match is a filter; any other is a recipe.
  if (share >= 25) return general.filter((text) => expression.test(text));
  return fc.stringMatching(expression).filter(fits);
}

function formatted(format: string): fc.Arbitrary<string> {
  const moment = fc.date({ min: new Date(0), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true });
  switch (format) {
    case 'date-time':
      return moment.map((date) => date.toISOString());
    case 'date':
      return moment.map((date) => date.toISOString().slice(0, 10));
    case 'email':
      return fc.emailAddress();
    case 'uri':
      return fc.webUrl();
    case 'uri-reference':
      return fc.webPath();
    case 'uuid':
      return fc.uuid();
    default:
      throw new Error(`No texts are known for the format ${format}.`);
  }
}
