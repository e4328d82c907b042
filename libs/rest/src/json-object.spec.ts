import type { ProblemException } from '@pocket/problem-details';
import { readJsonObject } from './json-object.js';
import { pointerTo } from './request-errors.js';

const bytes = (text: string) => Buffer.from(text);
const errorsIn = (text: string | Buffer) => {
  try {
    readJsonObject(typeof text === 'string' ? bytes(text) : text);
    return [];
  } catch (error) {
    return (error as ProblemException).body('id').errors!.map(({ pointer, code }) => [pointer, code]);
  }
};

describe('a body', () => {
  it.each([
    ['{}', {}],
    [' {"a":[1,{"b":"\\u00e9"}]} ', { a: [1, { b: 'é' }] }],
    ['{"a":"\\ud83d\\ude00"}', { a: '😀' }],
    ['{"a":{"x":1},"b":{"x":1}}', { a: { x: 1 }, b: { x: 1 } }],
    ['{"a":"{\\"b\\":1,\\"b\\":2}"}', { a: '{"b":1,"b":2}' }],
    [`{"a":${'['.repeat(15)}${']'.repeat(15)}}`, expect.anything()],
  ])('%s is read', (text, value) => {
    expect(readJsonObject(bytes(text))).toEqual(value);
  });

  it.each([
    ['', [['', 'invalid_json']]],
    ['{', [['', 'invalid_json']]],
    ['[]', [['', 'not_an_object']]],
    ['null', [['', 'not_an_object']]],
    ['{"a":1,"a":2}', [['/a', 'duplicate_field']]],
    ['{"a":1,"\\u0061":2}', [['/a', 'duplicate_field']]],
    ['{"a":[{"b":1,"b":2}]}', [['/a/0/b', 'duplicate_field']]],
    ['{"__proto__":1}', [['/__proto__', 'unknown_field']]],
    ['{"a":{"\\u005f_proto__":1}}', [['/a/__proto__', 'unknown_field']]],
    ['{"a":"\\ud800"}', [['/a', 'not_well_formed']]],
    ['{"a":["\\udfff"]}', [['/a/0', 'not_well_formed']]],
    [`{"a":${'['.repeat(16)}${']'.repeat(16)}}`, [['/a', 'too_deep']]],
    [`{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, [['/a', 'too_deep']]],
  ])('%.40s is refused with its places', (text, errors) => {
    expect(errorsIn(text)).toEqual(errors);
  });

  it('that is not UTF-8 is refused', () => {
    expect(errorsIn(Buffer.from([0x7b, 0xff, 0x7d]))).toEqual([['', 'invalid_utf8']]);
  });
});

describe('a pointer', () => {
  it.each([
    [['a', 0, 'b'], '/a/0/b'],
    [['a/b~c'], '/a~1b~0c'],
    [[], ''],
    [['x'.repeat(31)], `/${'x'.repeat(31)}`],
    [['é'.repeat(60)], `/${'é'.repeat(39)}`],
    [['pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD'], '/[redacted]'],
    [['eyJhbGciOiJub25lIn0'], '/[redacted]'],
    [['0'.repeat(32)], '/[redacted]'],
  ])('to %j is %s', (path, pointer) => {
    expect(pointerTo(path)).toBe(pointer);
  });
});
