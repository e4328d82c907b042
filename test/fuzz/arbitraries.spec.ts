import * as fc from 'fast-check';
import { createWorld, type World } from '../support/world.js';
import { jsonBodies } from './bodies.js';
import { mutationsOf } from './mutations.js';
import { operationsOf } from './operations.js';
import { validatorOf, type Components, type Schema } from '../support/schema.js';
import { validValues } from './valid-values.js';

const components: Components = {
  schemas: {
    Section: {
      type: 'object',
      properties: { title: { type: 'string', minLength: 1, maxLength: 5 } },
      required: ['title'],
      additionalProperties: false,
    },
    Sized: { type: 'object', properties: { size: { type: 'integer', minimum: 0 } }, required: ['size'] },
  },
};
const section = { $ref: '#/components/schemas/Section' };

/** One of each kind of schema that a document may use, and the rules of it that can be broken beside the type. */
const kinds: [name: string, schema: Schema, rules: string[]][] = [
  ['text', { type: 'string', minLength: 1, maxLength: 7 }, ['too long', 'too short']],
  [
    'a text by a recipe',
    { type: 'string', pattern: '^[a-z]{2,8}(-[A-Z0-9]{1,8}){0,3}$', maxLength: 20 },
    ['too long', 'pattern broken'],
  ],
  [
    'a text by a filter',
    {
      type: 'string',
      pattern: '^[^\\x00-\\x1f]*[^\\s\\x00-\\x1f][^\\x00-\\x1f]*$',
      minLength: 1,
      maxLength: 9,
    },
    ['too long', 'too short', 'pattern broken'],
  ],
  ['an e-mail address', { type: 'string', format: 'email', maxLength: 254 }, ['too long', 'no email']],
  ['a date', { type: 'string', format: 'date' }, ['no date']],
  ['a moment or null', { type: ['string', 'null'], format: 'date-time' }, ['no date-time']],
  [
    'a moment, a date or null',
    {
      anyOf: [
        { oneOf: ['date-time', 'date'].map((format) => ({ type: 'string', format })) },
        { type: 'null' },
      ],
    },
    ['no date-time', 'no date'],
  ],
  [
    'one of two texts',
    {
      anyOf: [
        { type: 'string', maxLength: 3 },
        { type: 'string', pattern: '^x{4,9}$', maxLength: 9 },
      ],
    },
    ['too long', 'too long', 'pattern broken'],
  ],
  ['an enum', { type: 'string', enum: ['viewer', 'owner'] }, ['outside the enum']],
  ['a constant', { const: 'only this' }, ['outside the enum']],
  ['a truth value', { type: 'boolean' }, []],
  [
    'a whole number',
    { type: 'integer', minimum: 1, maximum: 100 },
    ['under the minimum', 'over the maximum', 'a fraction'],
  ],
  ['a number', { type: 'number', minimum: 0.5, maximum: 1.5 }, ['under the minimum', 'over the maximum']],
  [
    'a set',
    {
      type: 'array',
      items: { type: 'string', enum: ['a', 'b', 'c'] },
      minItems: 1,
      maxItems: 3,
      uniqueItems: true,
    },
    ['too few items', 'too many items', 'an item twice', '[]: outside the enum'],
  ],
  [
    'a list of objects',
    { type: 'array', items: section, maxItems: 4 },
    [
      'too many items',
      '[]: /title: missing',
      '[]: unknown field',
      '[]: /title: too long',
      '[]: /title: too short',
    ],
  ],
  ['a reference', section, ['/title: missing', 'unknown field', '/title: too long', '/title: too short']],
  [
    'all of two',
    {
      allOf: [
        { $ref: '#/components/schemas/Sized' },
        { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] },
      ],
    },
    ['/size: missing', '/title: missing', '/size: under the minimum', '/size: a fraction'],
  ],
];

const seed = 20_260_401;

function expectSound(context: Components, schema: Schema): void {
  const isValid = validatorOf(context, schema);
  const drawn = fc.sample(validValues(context, schema), { seed, numRuns: 150 });
  expect(drawn.filter((value) => !isValid(value))).toEqual([]);
  for (const { label, value, bySchema } of mutationsOf(context, schema)) {
    const broken = fc.sample(value, { seed, numRuns: 50 });
    if (bySchema) expect({ [label]: broken.filter(isValid) }).toEqual({ [label]: [] });
  }
}

describe.each(kinds)('from the schema of %s', (_, schema, rules) => {
  it('every value is valid and every mutation invalid', () => expectSound(components, schema));

  it('each rule is broken', () => {
    const labels = mutationsOf(components, schema)
      .filter(({ bySchema, label }) => bySchema && !label.includes(' where '))
      .map(({ label }) => label);
    expect(labels).toEqual(rules);
  });
});

describe('from the schema of a body', () => {
  const empty = { type: 'object', properties: {}, additionalProperties: false };
  const optional = { type: 'object', properties: { title: { type: 'string', maxLength: 5 } } };
  it.each([
    ['without fields no field is there twice', empty, []],
    ['whose fields may all be left out one is there twice', optional, ['duplicate field']],
  ])('%s', (_, schema, expected) => {
    const labels = fc.sample(jsonBodies({}, schema, 0.3), { seed, numRuns: 500 }).map(({ label }) => label);
    expect(labels).toContain('unknown field');
    expect([...new Set(labels)].filter((label) => label === 'duplicate field')).toEqual(expected);
  });
});

describe('from the documents of the services', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  it('every value is valid and every mutation invalid, by the schema of each body and each parameter', async () => {
    const operations = [...(await operationsOf(world.api)), ...(await operationsOf(world.recordings))];
    const bodies = operations.flatMap((operation) => (operation.body ? [operation.body.schema] : []));
    expect(bodies.length).toBeGreaterThan(7);
    const seen = new Set<string>();
    for (const { components: own, body, parameters } of operations)
      for (const { schema } of [...(body ? [body] : []), ...parameters]) {
        const text = JSON.stringify([schema, own]);
        if (!seen.has(text)) expectSound(own, schema);
        seen.add(text);
      }
  });

  it('every body that breaks no rule is JSON of at most 64 KiB and valid, and every other one has a label', async () => {
    for (const { components: own, body } of await operationsOf(world.recordings)) {
      if (!body) continue;
      const isValid = validatorOf(own, body.schema);
      const drawn = fc.sample(jsonBodies(own, body.schema, 0.5), { seed, numRuns: 250 });
      const valid = drawn.filter(({ label }) => label === undefined);
      expect(valid.length).toBeGreaterThan(100);
      expect(valid.length).toBeLessThan(400);
      const wrong = valid.filter(
        ({ bytes }) => bytes.length > 65_536 || !isValid(JSON.parse(Buffer.from(bytes).toString())),
      );
      expect(wrong).toEqual([]);
    }
  });

  it('the same seed draws the same values', () => {
    const draw = () => fc.sample(validValues(components, section), { seed, numRuns: 50 });
    expect(draw()).toEqual(draw());
  });
});
