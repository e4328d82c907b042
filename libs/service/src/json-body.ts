import { ProblemException, type ProblemError } from '@pocket/problem-details';
import { visit } from 'jsonc-parser';
import { pointerTo } from './problem-errors.js';

const maxDepth = 16;
/** Names that code which merges objects may take for their prototype. */
const forbiddenNames = ['__proto__', 'constructor', 'prototype'];

/** Reads the bytes of a body as one JSON object. Throws `malformed_request` or `validation_failed` with pointers. */
export function readJsonObject(bytes: Uint8Array): object {
  const text = decode(bytes);
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    if (isTooDeep(value, maxDepth))
      throw malformed('', 'too_deep', `is nested more than ${maxDepth} levels deep`);
    throw invalid([{ pointer: '', code: 'not_an_object', detail: 'The body must be a JSON object.' }]);
  }
  const deep = Object.entries(value).find(([, field]) => isTooDeep(field, maxDepth - 1));
  if (deep) throw malformed(pointerTo([deep[0]]), 'too_deep', `is nested more than ${maxDepth} levels deep`);
  const misnamed = misnamedFields(text);
  if (misnamed.length > 0) throw invalid(misnamed);
  return value;
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

/** Stops at the limit, so that no depth can exhaust the stack. */
function isTooDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isTooDeep(item, levels - 1));
}

/** `JSON.parse` keeps the last of several fields of one name without a word, so the text itself is asked. */
function misnamedFields(text: string): ProblemError[] {
  const errors: ProblemError[] = [];
  const names: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => void names.push(new Set()),
    onObjectEnd: () => void names.pop(),
    onObjectProperty: (name, _offset, _length, _line, _character, path) => {
      const pointer = pointerTo([...path(), name]);
      const seen = names.at(-1)!;
      if (forbiddenNames.includes(name))
        errors.push({ pointer, code: 'unknown_field', detail: 'is not a field' });
      else if (seen.has(name))
        errors.push({ pointer, code: 'duplicate_field', detail: 'is there more than once' });
      seen.add(name);
    },
  });
  return errors;
}

const malformed = (pointer: string, code: string, detail: string) =>
  new ProblemException('malformed_request', { errors: [{ pointer, code, detail }] });

const invalid = (errors: ProblemError[]) =>
  new ProblemException('validation_failed', { errors: errors.slice(0, 20) });
