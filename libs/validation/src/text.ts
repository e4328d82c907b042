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
 * Whether a value is a string of `min` to `max` Unicode code points that every database keeps as it is:
 * well-formed (no lone surrogates) and, unless `multiline`, without control characters.
 */
export function isText(value: unknown, { min = 1, max, multiline = false }: TextRule): value is string {
  // A code point is at most two units, so that a longer text need not be counted.
  if (typeof value !== 'string' || value.length > 2 * max || !value.isWellFormed()) return false;
  const forbidden = multiline ? /(?![\t\n\r])\p{Cc}/u : /\p{Cc}/u;
  const length = [...value].length;
  return length >= min && length <= max && !forbidden.test(value);
}

/** What {@link isText} asks for, as the end of a sentence that begins with the field. */
export function textRuleInWords({ min = 1, max, multiline = false }: TextRule): string {
  const without = multiline
    ? 'without control characters other than tab and line breaks'
    : 'without control characters';
  return `must be a string of ${min} to ${max} characters, well-formed, ${without}`;
}
