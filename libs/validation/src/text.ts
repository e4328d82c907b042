import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';

/** How long a text may be, in Unicode code points, and whether it may have lines. */
export interface TextRule {
  /** Default 1. */
  min?: number;
  max: number;
  /** Default false. */
  multiline?: boolean;
}

/**
 * Whether a value is a string of `min` to `max` Unicode code points that every database keeps as it is:
 * well-formed (no lone surrogates) and, unless `multiline`, without control characters.
 */
export function isText(value: unknown, { min = 1, max, multiline = false }: TextRule): value is string {
  if (typeof value !== 'string' || !value.isWellFormed()) return false;
  const forbidden = multiline ? /(?![\t\n\r])\p{Cc}/u : /\p{Cc}/u;
  const length = [...value].length;
  return length >= min && length <= max && !forbidden.test(value);
}

/**
 * A property that holds text: white space around it is cut off, then it has `min` to `max` code points
 * (not UTF-16 units, which count an emoji as two), well-formed, without control characters.
 */
export function IsText(rule: TextRule) {
  const { min = 1, max, multiline = false } = rule;
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)),
    ValidateBy({
      name: 'isText',
      validator: {
        validate: (value: unknown) => isText(value, rule),
        defaultMessage: () =>
          `must be a string of ${min} to ${max} characters, well-formed, ` +
          (multiline
            ? 'without control characters other than tab and line breaks'
            : 'without control characters'),
      },
    }),
  );
}
