import * as fc from 'fast-check';
import { formBodies, jsonBodies, type Body } from './bodies.js';
import { oddHeaders, oddities, usualHeaders, type OddHeaders, type Oddity } from './oddities.js';
import type { Operation, Parameter } from './operations.js';
import { queries, type Query } from './queries.js';
import { validValues } from './valid-values.js';

/** A choice among what exists when the request is sent; draws are numbers, so that a seed always means the same. */
export interface Choice {
  /** `foreign`: of the bystander; `odd`: what exists, written in a way that {@link oddities} describes. */
  kind: 'home' | 'any' | 'foreign' | 'unknown' | 'odd';
  position: number;
  /** A well-formed value that does not exist. */
  unknown: string;
  oddity: Oddity;
}

/** All of a request that is drawn; who exactly sends it where depends on what exists then. */
export interface Plan {
  operation: Operation;
  method: string;
  sender: { entitled: boolean; position: number };
  organization: Choice;
  resource: Choice;
  query: Query;
  body?: Body;
  headers: OddHeaders;
}

const position = fc.noBias(fc.nat());
const weighted = <T>(...choices: [number, T][]) =>
  fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

/** A text for a path, encoded. */
function unknownIds({ components }: Operation, parameter: Parameter | undefined): fc.Arbitrary<string> {
  if (!parameter) return fc.constant('');
  return validValues(components, parameter.schema).map((value) => encodeURIComponent(String(value)));
}

function choices(
  operation: Operation,
  parameter: Parameter | undefined,
  kinds: fc.Arbitrary<Choice['kind']>,
): fc.Arbitrary<Choice> {
  const unknown = unknownIds(operation, parameter);
  return fc.record({ kind: kinds, position, unknown, oddity: fc.constantFrom(...oddities) });
}

/** Requests to one operation: about every second one valid in all respects, the others odd in one or several. */
export function plansFor(operation: Operation, tokens: string[]): fc.Arbitrary<Plan> {
  const { method, parameters, body, components } = operation;
  const otherMethods = method === 'GET' ? ['PUT', 'OPTIONS', 'HEAD'] : ['PUT', 'OPTIONS'];
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const organization = inPath.find(({ name }) => name === 'orgId');
  const resource = inPath.find(({ name }) => name !== 'orgId');
  const token = fc.oneof(
    fc.constantFrom(...tokens),
    fc.constantFrom('x', tokens[0]!.slice(0, -1), `${tokens[0]!}x`, '\u0000', '💥'),
  );
  const bodies =
    body &&
    (body.mediaType.includes('json')
      ? jsonBodies(components, body.schema, 0.6)
      : formBodies(components, body.schema, { token }, 0.6));
  return fc.record<Plan>({
    operation: fc.constant(operation),
    method: fc.oneof(
      { weight: 30, arbitrary: fc.constant(method) },
      { weight: 1, arbitrary: fc.constantFrom(...otherMethods) },
    ),
    sender: fc.record({ entitled: weighted([7, true], [3, false]), position }),
    organization: choices(
      operation,
      organization,
      weighted([20, 'home'], [3, 'any'], [1, 'foreign'], [1, 'unknown'], [2, 'odd']),
    ),
    resource: choices(
      operation,
      resource,
      weighted([16, 'home'], [1, 'any'], [3, 'foreign'], [1, 'unknown'], [3, 'odd']),
    ),
    query: queries(operation),
    body: bodies ?? fc.constant(undefined),
    headers: fc.oneof(
      { weight: 6, arbitrary: fc.constant(usualHeaders) },
      { weight: 1, arbitrary: fc.constantFrom(...oddHeaders) },
    ),
  });
}
