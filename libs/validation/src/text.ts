/** How long a text may be, in Unicode code points, and whether it may have lines. */
export interface TextRule {
  /** Default 1. */
  min?: number;
  max: number;
  /** Default false. */
  multiline?: boolean;
}

/** A text of a resource: its rule, which also bounds its column, and how the documents present it. */
export interface TextDefinition extends TextRule {
  description: string;
  example?: string;
}

/**
 * What shows something; the blank of Braille does not. Marks of the writing direction, which texts of one line may not have at all,
 * are enough for a text of several: the same as the pattern in the documents.
 */
const visible = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]|\p{Bidi_Control}/u;

/**
 * Whether a value is a string of `min` to `max` Unicode code points that every database keeps as it is and that people can
 * tell apart: well-formed (no lone surrogates), not of invisible characters only and, unless `multiline`, without control
 * characters, those of the writing direction included, which make a text look like another one (Unicode TR 36).
 */
export function isText(value: unknown, { min = 1, max, multiline = false }: TextRule): value is string {
  // A code point is at most two units, so that a longer text need not be counted.
  if (typeof value !== 'string' || value.length > 2 * max || !value.isWellFormed()) return false;
  const forbidden = multiline ? /(?![\t\n\r])\p{Cc}/u : /[\p{Cc}\p{Bidi_Control}]/u;
  const length = [...value].length;
  const isVisible = length === 0 || visible.test(value);
  return length >= min && length <= max && isVisible && !forbidden.test(value);
}

/** What {@link isText} asks for, as the end of a sentence that begins with the field. */
export function textRuleInWords({ min = 1, max, multiline = false }: TextRule): string {
  const without = multiline
    ? 'without control characters other than tab and line breaks'
    : 'without control characters (of writing direction too)';
  return `must be a string of ${min} to ${max} characters, not only invisible ones, well-formed, ${without}`;
}
