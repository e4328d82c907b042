import { maximumTimeLength, parseTime, timePattern } from '@pocket/validation';
import { ValidateBy } from 'class-validator';

/** The schema of a time that a caller gives. */
export const timeFieldSchema = {
  type: 'string',
  minLength: 10,
  maxLength: maximumTimeLength,
  pattern: timePattern,
} as const;

/** In words, for whoever enters one. */
export const timeForms =
  'a date-time with Z or an offset, such as 2035-01-15T10:00:00Z, or a date such as 2035-01-15';

/** Such a time; `name` becomes the error's code. */
export const IsTime = (name: string) =>
  ValidateBy({
    name,
    validator: {
      validate: (value: unknown) => typeof value === 'string' && parseTime(value) !== undefined,
      defaultMessage: () => `must be ${timeForms} (RFC 3339)`,
    },
  });
