import * as fc from 'fast-check';
import { mutationsOf } from './mutations.js';
import type { Operation, Parameter } from './operations.js';
import { validValues } from './valid-values.js';

/** A query as it is sent, and the rule that it breaks; none: it is valid. */
export interface Query {
  text: string;
  label?: string;
}

type Values = Record<string, unknown>;

/** Names as they are, so that `a[]` arrives as it is written. */
function written(pairs: [string, unknown][]): string {
  const all = pairs.flatMap(([name, value]) =>
    [value].flat().map((one) => `${name}=${encodeURIComponent(String(one))}`),
  );
  return all.length === 0 ? '' : `?${all.join('&')}`;
}

/** Queries of an operation, some with one rule broken; an operation without parameters ignores any query. */
export function queries(operation: Operation): fc.Arbitrary<Query> {
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'query');
  const nothing = fc.constant<Query>({ text: '' });
  if (parameters.length === 0)
    return fc.oneof(
      { weight: 15, arbitrary: nothing },
      { weight: 1, arbitrary: fc.constant({ text: '?surprise=1&__proto__=x' }) },
    );
  const values = validQueries(operation, parameters);
  const valid = values.map((all): Query => ({ text: written(Object.entries(all)) }));
  const broken = parameters.flatMap((parameter) => brokenParameter(operation, parameter, values));
  return fc.oneof(
    { weight: 3, arbitrary: valid },
    { weight: 2, arbitrary: fc.oneof(...broken, ...unknownParameters(parameters, values)) },
  );
}

export function validQueries({ components }: Operation, parameters: Parameter[]): fc.Arbitrary<Values> {
  const model = parameters.map(({ name, schema }) => [name, validValues(components, schema, name)] as const);
  const requiredKeys = parameters.filter(({ required }) => required).map(({ name }) => name);
  return fc.record<Values>(Object.fromEntries(model), { requiredKeys, noNullPrototype: true });
}

const changed = (
  values: fc.Arbitrary<Values>,
  label: string,
  name: string,
  pairs: fc.Arbitrary<[string, unknown][]>,
): fc.Arbitrary<Query> =>
  fc.tuple(values, pairs).map(([all, own]) => {
    const others = Object.entries(all).filter(([key]) => key !== name);
    return { text: written([...others, ...own]), label: `?${name}: ${label}` };
  });

/** In a query everything is text, so a wrong type is one only where the text cannot be read as the right one. */
function brokenParameter(
  { components }: Operation,
  { name, required, schema }: Parameter,
  values: fc.Arbitrary<Values>,
): fc.Arbitrary<Query>[] {
  const isArray = schema.type === 'array';
  const isNumber = schema.type === 'integer';
  const one = validValues(components, schema, name);
  const broken = [
    changed(
      values,
      'under another name',
      name,
      one.map((value) => [[`${name}[]`, value]]),
    ),
    changed(
      values,
      'in capitals',
      name,
      one.map((value) => [[name.toUpperCase(), value]]),
    ),
    changed(
      values,
      'as an object',
      name,
      one.map((value) => [[`${name}[x]`, value]]),
    ),
  ];
  if (required) broken.push(changed(values, 'missing', name, fc.constant([])));
  if (!isArray)
    broken.push(
      changed(
        values,
        'twice',
        name,
        fc.tuple(one, one).map((both) => [[name, both]]),
      ),
    );
  if (isNumber) {
    const texts = fc.constantFrom(
      '',
      'x',
      '1.5',
      '1e1',
      '0x1f',
      ' 5',
      '5 ',
      '+5',
      '-5',
      '٣',
      'NaN',
      '5%00',
      '1,2',
    );
    broken.push(
      changed(
        values,
        'no number',
        name,
        texts.map((text) => [[name, text]]),
      ),
    );
  }
  for (const { label, value, bySchema } of mutationsOf(components, schema, name)) {
    const isOfText = isArray
      ? (content: unknown) => Array.isArray(content) && content.length > 0 && content.every(isText)
      : isText;
    const isBound = isNumber && /minimum|maximum/.test(label);
    // `['a','b']` and `'a'` are written alike.
    if (/ where /.test(label) || (!bySchema && !/NUL|control/.test(label)) || (isNumber && !isBound))
      continue;
    if (fc.sample(value, { numRuns: 20, seed: 1 }).filter(isNumber ? Boolean : isOfText).length < 10)
      continue;
    const sent = isNumber ? value : value.filter(isOfText);
    broken.push(
      changed(
        values,
        label,
        name,
        sent.map((content) => [[name, content]]),
      ),
    );
  }
  return broken;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.isWellFormed();

function unknownParameters(parameters: Parameter[], values: fc.Arbitrary<Values>): fc.Arbitrary<Query>[] {
  const known = parameters.map(({ name }) => name);
  const names = [
    'surprise',
    '__proto__',
    'constructor',
    'toString',
    'access_token',
    'api_key',
    'page',
    'offset',
    'a[]',
    '',
  ];
  const pairs = fc
    .constantFrom(...names.filter((name) => !known.includes(name)))
    .map((name): [string, unknown][] => [[name, '1']]);
  return [changed(values, 'unknown', '', pairs)];
}
