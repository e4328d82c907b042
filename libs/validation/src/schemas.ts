import type { TextRule } from './text.js';

/** What shows nothing, as far as a pattern that every tool reads can say it; white space aside. */
const invisible = String.raw`\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u2800\u3164\ufe00-\ufe0f\uffa0`;

/**
 * Any text that {@link IsText} lets through, as a schema of OpenAPI: white space around it may be of any kind. Lengths are in
 * code points, as JSON Schema counts them.
 */
export function textSchema({ min = 1, max, multiline = false }: TextRule) {
  const control = multiline
    ? String.raw`\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f`
    : String.raw`\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069`;
  const end = String.raw`[^\s${control}]`;
  const visible = String.raw`[^\s${control}${invisible}]`;
  const text = `([${invisible}][ ${invisible}]*)?${visible}([^${control}]*${end})?`;
  const pattern = String.raw`^\s*${min > 0 ? text : `(${text})?`}\s*$`;
  return { type: 'string', minLength: min, maxLength: max, pattern } as const;
}

/** A moment as every answer writes it: UTC, to the millisecond, with `Z`. */
export const timeSchema = {
  type: 'string',
  format: 'date-time',
  minLength: 24,
  maxLength: 24,
  example: '2026-04-10T08:00:00.000Z',
} as const;

/** An id: its kind, such as `key`, `_`, and 20 to 36 letters and digits. */
export function idSchema(kind: string) {
  const { source: pattern } = idPattern(kind);
  const [minLength, maxLength] = [kind.length + 21, kind.length + 37];
  return {
    type: 'string',
    minLength,
    maxLength,
    pattern,
    example: `${kind}_01K6QW41B9F3Z7N5T8D2M6C0RX`,
  } as const;
}

/** What an id of this kind must match before a database is asked for it. */
export function idPattern(kind: string): RegExp {
  return new RegExp(`^${kind}_[0-9A-Za-z]{20,36}$`);
}
