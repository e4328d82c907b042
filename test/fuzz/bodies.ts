import * as fc from 'fast-check';
import { mutationsOf } from './mutations.js';
import { branchesOf, type Components, type Schema } from '../support/schema.js';
import { objects, validValues } from './valid-values.js';

/** A body as it is sent, and the rule that it breaks; none: it is valid. */
export interface Body {
  bytes: Uint8Array;
  label?: string;
  /** The statuses that it may lead to, before anybody asks who calls. */
  early?: number[];
}

const sizeLimit = 64 * 1024;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const bodies = (texts: fc.Arbitrary<string>, label?: string) =>
  texts
    .map(bytesOf)
    .filter(({ length }) => length <= sizeLimit)
    .map((bytes): Body => ({ bytes, label }));

/** JSON bodies by a schema, a share of them with one rule broken. */
export function jsonBodies(components: Components, schema: Schema, validShare: number): fc.Arbitrary<Body> {
  const texts = (values: fc.Arbitrary<unknown>) => values.map((value) => JSON.stringify(value));
  const valid = validValues(components, schema);
  const broken = [
    ...mutationsOf(components, schema).map(({ label, value }) => bodies(texts(value), label)),
    ...brokenTexts(components, schema, texts(valid)),
  ];
  return mixed(bodies(texts(valid)), broken, validShare);
}

function mixed(
  valid: fc.Arbitrary<Body>,
  broken: fc.Arbitrary<Body>[],
  validShare: number,
): fc.Arbitrary<Body> {
  const weight = Math.max(1, Math.round((1 - validShare) * 100));
  return fc.oneof(
    { weight: Math.round(validShare * 100), arbitrary: valid },
    { weight, arbitrary: fc.oneof(...broken) },
  );
}

const nested = (depth: number, open = '[', close = ']') => open.repeat(depth) + close.repeat(depth);

/** What goes wrong before there is a value: the text itself. */
function brokenTexts(
  components: Components,
  schema: Schema,
  valid: fc.Arbitrary<string>,
): fc.Arbitrary<Body>[] {
  const [branch] = branchesOf(components, schema);
  const names = Object.keys(branch?.properties ?? {});
  const name = fc.constantFrom(...names, 'surprise');
  const withField = (value: fc.Arbitrary<string>) =>
    fc.tuple(valid, name, value).map(([text, field, content]) => {
      const object = JSON.parse(text) as Record<string, unknown>;
      const rest = Object.entries(object).filter(([key]) => key !== field);
      const fields = rest.map(([key, own]) => `${JSON.stringify(key)}:${JSON.stringify(own)}`);
      return `{${[...fields, `"${field}":${content}`].join()}}`;
    });
  const constants = (...texts: string[]) => fc.constantFrom(...texts);
  const cases: Record<string, fc.Arbitrary<string>> = {
    'empty body': constants('', ' ', '\n'),
    'no object': constants('[]', '[{}]', 'null', 'true', '0', '"{}"'),
    'broken JSON': fc.oneof(
      valid.map((text) => text.slice(0, -1)),
      valid.map((text) => `${text}}`),
      valid.map((text) => `\ufeff${text}`),
      valid.map((text) => text.replaceAll('"', "'").replace(/^\{\}$/, '{,}')),
      valid.map((text) => `${text.slice(0, -1)},}`),
      valid.map((text) => `/**/${text}`),
      constants(
        '{',
        '{"',
        '{"name"',
        '{"name":}',
        '{"name":NaN}',
        '{"name":01}',
        '{"name":"\t"}',
        '{"name":"\\x"}',
        'undefined',
      ),
    ),
    // Of what has no field none can be there twice.
    ...(names.length > 0 && {
      'duplicate field': fc
        .tuple(objects(components, { ...branch, required: names }), fc.constantFrom(...names))
        .map(([object, field]) => {
          const again = `${JSON.stringify(field)}:${JSON.stringify(object[field])}`;
          return `${JSON.stringify(object).slice(0, -1)},${again}}`;
        }),
    }),
    __proto__field: withField(constants('1')).map((text) =>
      text.replace(/^\{/, '{"__proto__":{"admin":true},').replace(/,\}$/, '}'),
    ),
    'too deep': withField(
      fc
        .constantFrom(17, 100, 10_000)
        .chain((depth) =>
          constants(nested(depth), nested(depth, '{"a":[', ']}'), nested(depth).replace('][', ']')),
        ),
    ),
    'number beyond all doubles': withField(constants('1e999', '-1e999', '9'.repeat(400))),
  };
  const garbled = fc
    .tuple(valid, fc.constantFrom([0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf5, 0x80, 0x80, 0x80]))
    .map(([text, bad]): Body => ({
      bytes: Buffer.concat([bytesOf(`${text.slice(0, -1)},"x":"`), Buffer.from(bad), bytesOf('"}')]),
      label: 'no UTF-8',
    }));
  const large = valid.map((text): Body => ({
    bytes: bytesOf(text + ' '.repeat(sizeLimit)),
    label: 'too large',
  }));
  const utf16 = valid.map((text): Body => ({ bytes: Buffer.from(text, 'utf16le'), label: 'UTF-16' }));
  return [...Object.entries(cases).map(([label, texts]) => bodies(texts, label)), garbled, large, utf16];
}

/** Forms by a schema, a share of them with one rule broken; unknown fields are no fault in a form. */
export function formBodies(
  components: Components,
  schema: Schema,
  known: Record<string, fc.Arbitrary<string>>,
  validShare: number,
): fc.Arbitrary<Body> {
  const [branch] = branchesOf(components, schema);
  const { properties = {}, required = [] } = branch!;
  // Senders have their credential in a header, and none may show a second one.
  const [secrets, fields] = [true, false].map((isSecret) =>
    Object.entries(properties).filter(([, { format }]) => (format === 'password') === isSecret),
  ) as [[string, Schema][], [string, Schema][]];
  const form = (pairs: [string, unknown][]) =>
    new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, String(value)])).toString();
  const pairs = fc
    .tuple(objects(components, { ...branch, properties: Object.fromEntries(fields) }), fc.record(known))
    .map(([values, own]) => Object.entries({ ...values, ...own }));
  const broken = required.flatMap((name) => [
    bodies(
      pairs.map((all) => form(all.filter(([key]) => key !== name))),
      `${name} missing`,
    ),
    bodies(
      pairs.map((all) => form([...all, ...all.filter(([key]) => key === name)])),
      `${name} twice`,
    ),
    bodies(
      pairs.map((all) => form(all.map(([key, value]) => [key === name ? `${key}[]` : key, value]))),
      `${name}[]`,
    ),
  ]);
  const shown = secrets.map(([name, secret]) =>
    bodies(
      fc
        .tuple(pairs, validValues(components, secret, name))
        .map(([all, value]) => form([...all, [name, value]])),
      `${name} beside the header`,
    ).map((body): Body => ({ ...body, early: [400, 401] })),
  );
  const empty = bodies(fc.constant(''), 'empty body');
  return mixed(bodies(pairs.map(form)), [...broken, ...shown, empty], validShare);
}
