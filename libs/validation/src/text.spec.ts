import { textSchema } from './schemas.js';
import { isText } from './text.js';

const rule = { max: 20 };
const pattern = new RegExp(textSchema(rule).pattern, 'u');

it.each(['a', 'ä', '名前', 'שם', '1', '!', '€', '❤️', '👩‍💻', '🏳️‍🌈', '𝒳', 'é', 'a\u200db', '\u200da'])(
  'the text %j is accepted, and the documents say so',
  (text) => expect([isText(text, rule), pattern.test(text)]).toEqual([true, true]),
);

it.each([
  '\u200b',
  '\u200b\u200d',
  '\u3164',
  '\u115f\u1160',
  '\uffa0',
  '\u2800',
  '\u00ad',
  '\ufe0f',
  '\u2060 \u200b',
])('a text that shows nothing, %j, is refused, and the documents say so', (text) =>
  expect([isText(text, rule), pattern.test(text)]).toEqual([false, false]),
);

it.each(['\u{e0041}', '\u{1d173}'])('a text of signs that are never shown, %j, is refused', (text) =>
  expect(isText(text, rule)).toBe(false),
);

it.each(['\u0301', '\u{e000}'])(
  'a text of one mark or private sign, %j, which programs show, is kept',
  (text) => expect([isText(text, rule), pattern.test(text)]).toEqual([true, true]),
);

it.each(['\u061c', '\u200e', '\u200f', '\u202a', '\u202e', '\u2066', '\u2069'])(
  'a control character of the writing direction, %j, is refused in one line and kept in several',
  (sign) => {
    expect([isText(`a${sign}b`, rule), pattern.test(`a${sign}b`)]).toEqual([false, false]);
    expect(isText(`a${sign}b`, { ...rule, multiline: true })).toBe(true);
  },
);

it('the pattern reads a long text in a time that grows with its length', () => {
  const steps = [`${'\u200b '.repeat(30_000)}\n`, `a${' '.repeat(60_000)}\n\x00`];
  expect(steps.map((text) => pattern.test(text))).toEqual([false, false]);
});
