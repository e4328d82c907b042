import * as fc from 'fast-check';
import { knowledge } from './knowledge.js';
import { mutationsOf, only } from './mutations.js';
import type { Operation, Parameter } from './operations.js';
import type { Components } from '../support/schema.js';
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
    { weight: 2, arbitrary: fc.oneof(...broken, unknownParameter(values)) },
  );
}

function validQueries({ components }: Operation, parameters: Parameter[]): fc.Arbitrary<Values> {
  const sayable = parameters.filter(({ name, schema }) => !knowledge[name]?.isLearnt?.(schema as never));
  const model = sayable.map(({ name, schema }) => [name, validValues(components, schema, name)] as const);
  const requiredKeys = parameters.filter(({ required }) => required).map(({ name }) => name);
  return fc.record<Values>(Object.fromEntries(model), { requiredKeys, noNullPrototype: true });
}

/** One wrong way to write a parameter: the pairs that take its place. */
type Wrong = [label: string, pairs: fc.Arbitrary<[string, unknown][]>];

function brokenParameter(
  { components }: Operation,
  parameter: Parameter,
  values: fc.Arbitrary<Values>,
): fc.Arbitrary<Query>[] {
  const { name, required, schema } = parameter;
  const valid = validValues(components, schema, name);
  const under = (other: string) => valid.map((value): [string, unknown][] => [[other, value]]);
  const wrong: Wrong[] = [
    ['under another name', under(`${name}[]`)],
    ['as an object', under(`${name}[x]`)],
    ['in capitals', under(name.toUpperCase())],
    ...wrongValues(components, parameter),
  ];
  if (required) wrong.push(['missing', fc.constant([])]);
  if (schema.type !== 'array') wrong.push(['twice', fc.tuple(valid, valid).map((both) => [[name, both]])]);
  return wrong.map(([label, pairs]) => replaced(values, name, label, pairs));
}

/** Of all mutations those that a query can say: everything in it is text. */
function wrongValues(components: Components, { name, schema }: Parameter): Wrong[] {
  const isSayable = (value: unknown): boolean => {
    if (schema.type === 'array') return Array.isArray(value) && value.length > 0 && value.every(isText);
    return schema.type === 'integer' ? typeof value === 'number' : isText(value);
  };
  const mutations = mutationsOf(components, schema, name).flatMap(({ label, value }) =>
    only(value, isSayable).map((sayable): [string, fc.Arbitrary<unknown>] => [label, sayable]),
  );
  const numbers: typeof mutations =
    schema.type === 'integer' ? [['no number', fc.constantFrom(...noNumbers)]] : [];
  return [...mutations, ...numbers].map(([label, wrong]) => [label, wrong.map((value) => [[name, value]])]);
}

const noNumbers = ['', 'x', '1.5', '1e1', '0x1f', ' 5', '5 ', '+5', '-5', '٣', 'NaN', '5\u0000', '1,2'];
const isText = (value: unknown): value is string => typeof value === 'string' && value.isWellFormed();

const strangeNames = [
  'surprise',
  '__proto__',
  'constructor',
  'toString',
  'access_token',
  'api_key',
  'a[]',
  '',
];

function unknownParameter(values: fc.Arbitrary<Values>): fc.Arbitrary<Query> {
  const pairs = fc.constantFrom(...strangeNames).map((name): [string, unknown][] => [[name, '1']]);
  return replaced(values, '', 'unknown', pairs);
}

function replaced(
  values: fc.Arbitrary<Values>,
  name: string,
  label: string,
  pairs: Wrong[1],
): fc.Arbitrary<Query> {
  return fc.tuple(values, pairs).map(([all, own]) => {
    const others = Object.entries(all).filter(([key]) => key !== name);
    return { text: written([...others, ...own]), label: `?${name}: ${label}` };
  });
}
