/** RFC 3339: a date-time with `Z` or an offset, or a date alone. */
const form = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d)))?$/;

/** The same form for JSON Schema, which knows no groups to read. */
export const timePattern = String.raw`^\d{4}-\d\d-\d\d([Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d))?$`;

/** Longer texts are no times; RFC 3339 allows any number of digits of a second. */
export const maximumTimeLength = 64;

/**
 * Reads an RFC 3339 date-time with `Z` or an offset, or a date alone (midnight UTC); finer than
 * milliseconds is cut off. `undefined` for any other form and for times that do not exist (30 February).
 */
export function parseTime(text: string): Date | undefined {
  const match = text.length > maximumTimeLength ? null : form.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0));
  const milliseconds = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const [offsetHours, offsetMinutes] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  if (hour! > 23 || minute! > 59 || second! > 59 || offsetHours > 23 || offsetMinutes > 59) return undefined;
  const local = new Date(0);
  local.setUTCFullYear(year!, month! - 1, day);
  if (local.getUTCMonth() !== month! - 1 || local.getUTCDate() !== day) return undefined;
  const sign = match[8] === '-' ? -1 : 1;
  local.setUTCHours(hour!, minute! - sign * (offsetHours * 60 + offsetMinutes), second, milliseconds);
  return local;
}
