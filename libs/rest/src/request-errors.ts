import type { ProblemError } from '@pocket/problem-details';
import type { ValidationError } from 'class-validator';

/** All that one answer repeats of the names that its caller chose. */
const maxCallerInput = 90;
export const maxErrors = 20;
const namedByCaller = new Set(['unknown_field', 'duplicate_field', 'not_well_formed']);
/** An API key or a part of one, a JWT, or any other long run of letters and digits. */
const secretLike = /[a-z][a-z0-9]*_[a-z]+_[0-9A-Za-z]{16,}|eyJ|[0-9A-Za-z]{32,}/;

/** Of a pointer 40 characters are shown; as many again tell whether one of them begins a secret. */
const shown = 40;
const searched = 3 * shown;

/** The JSON pointer (RFC 6901) to a place, shortened and without anything that looks like a secret. */
export function pointerTo(path: readonly (string | number)[]): string {
  let pointer = '';
  for (const name of path) {
    if (pointer.length > searched) break;
    pointer += `/${String(name).slice(0, searched).replace(/~/g, '~0').replace(/\//g, '~1')}`;
  }
  const short = [...pointer].slice(0, shown).join('');
  return secretLike.test(pointer) ? '/[redacted]' : short;
}

/** What is said of a field that no DTO has. */
export const unknownField = { code: 'unknown_field', detail: 'is not a field' };

/** As much of the errors as one answer may hold. */
export function limited(errors: ProblemError[]): ProblemError[] {
  let budget = maxCallerInput;
  return errors
    .slice(0, maxErrors)
    .filter(({ code, pointer }) => !namedByCaller.has(code) || (budget -= pointer.length) >= 0);
}

/** What class-validator found, as a problem's `errors`. */
export function errorsOf(found: ValidationError[]): ProblemError[] {
  return limited(flatten(found, []));
}

function flatten(found: ValidationError[], path: string[]): ProblemError[] {
  return found.flatMap(({ property, constraints, children }) => {
    const place = [...path, property];
    // The type before the bounds; else alphabetical, so that the same request always gets the same answer.
    const rank = (name: string) => (name.startsWith('is') ? 0 : 1) + name;
    const own = Object.entries(constraints ?? {}).sort(([a], [b]) => (rank(a) < rank(b) ? -1 : 1));
    const errors = own.map(([name, message]) => ({
      pointer: pointerTo(place),
      ...described(name, message, property),
    }));
    return [...errors.slice(0, 1), ...flatten(children ?? [], place)];
  });
}

function described(name: string, message: string, property: string): { code: string; detail: string } {
  if (name === 'whitelistValidation') return unknownField;
  const detail = message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
  return { code: name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), detail };
}
