import { ProblemException, type ProblemError } from '@pocket/problem-details';
import { limited, maxErrors, pointerTo, unknownField } from './request-errors.js';

const maxDepth = 16;
/** Fields and items, in all objects and arrays: class-transformer's time grows with the square of an object's fields. */
const maxValues = 2_000;

/** Reads the bytes of a body as one JSON object. Throws `malformed_request` or `validation_failed` with pointers. */
export function readJsonObject(bytes: Uint8Array): object {
  const text = decode(bytes);
  const value = parse(text);
  const errors = faultyStrings(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid([{ pointer: '', code: 'not_an_object', detail: 'The body must be a JSON object.' }]);
  if (errors.length > 0) throw invalid(limited(errors));
  return value;
}

/** Names that every object has (`__proto__`, `toString`), which class-validator takes for known fields. */
export function isInheritedName(name: string): boolean {
  return name in Object.prototype || name === 'prototype';
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed('', 'invalid_utf8', 'The body is not UTF-8.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('', 'invalid_json', text === '' ? 'The body is empty.' : 'The body is not JSON.');
  }
}

/** An object or an array that is being read: its names so far, and the place in it. */
interface Level {
  names?: Set<string>;
  at: string | number;
}

/** Of a text that is JSON: its brackets, commas, colons and strings. */
const tokens = /[{}[\],:]|"[^"\\]*(?:\\.[^"\\]*)*"/g;

/** What a value comes after, the first one aside. */
const opening = new Set(['{', '[', ',']);

/**
 * Names that are forbidden or there twice, and lone surrogates, which libraries behind this throw at. Walks the text itself,
 * because `JSON.parse` keeps the last of several fields of one name without a word; token by token, so that no depth can
 * exhaust the stack.
 */
function faultyStrings(text: string): ProblemError[] {
  const errors: ProblemError[] = [];
  const levels: Level[] = [];
  // A pointer is made for what is wrong only, and no more often than an answer can say it.
  const report = (fault: Omit<ProblemError, 'pointer'>) => {
    if (errors.length < maxErrors) errors.push({ pointer: pointerTo(levels.map(({ at }) => at)), ...fault });
  };
  let before = '';
  let values = 0;
  for (const [token] of text.matchAll(tokens)) {
    const level = levels.at(-1);
    if (opening.has(token) && ++values > maxValues)
      throw malformed('', 'too_many_values', `has more than ${maxValues} fields and items in all`);
    if (token === '{') levels.push({ names: new Set(), at: '' });
    else if (token === '[') levels.push({ at: 0 });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && typeof level?.at === 'number') level.at++;
    else if (token.startsWith('"') && level?.names && before !== ':') {
      const name = JSON.parse(token) as string;
      level.at = name;
      if (isInheritedName(name)) report(unknownField);
      else if (level.names.has(name)) report({ code: 'duplicate_field', detail: 'is there more than once' });
      level.names.add(name);
    }
    // Bytes that are UTF-8 hold no surrogate, so only an escape can.
    if (token.includes('\\u') && !(JSON.parse(token) as string).isWellFormed()) report(notWellFormed);
    if (levels.length > maxDepth) {
      const field = levels[0]!.names ? pointerTo([levels[0]!.at]) : '';
      throw malformed(field, 'too_deep', `is nested more than ${maxDepth} levels deep`);
    }
    before = token;
  }
  return errors;
}

const notWellFormed = { code: 'not_well_formed', detail: 'contains an unpaired surrogate' };

const malformed = (pointer: string, code: string, detail: string) =>
  new ProblemException('malformed_request', { errors: [{ pointer, code, detail }] });

const invalid = (errors: ProblemError[]) => new ProblemException('validation_failed', { errors });
