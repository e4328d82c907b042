import { parseTime } from '@pocket/validation';
import type { KeyAnswer } from '../known-key.js';
import { ApiFailure } from './api-failure.js';
import { originOf } from './remote-verification.options.js';

/** The end of the year 9999. */
const latestSecond = 253_402_300_799;

/**
 * What the api's answer (RFC 7662) says of a key: whose it is, though it may have expired, or that there is none. Whatever is not
 * to the letter an answer of one of these issuers is a failure.
 */
export function readAnswer(text: string, issuers: readonly string[]): KeyAnswer | ApiFailure {
  const answer = parseObject(text);
  if (!answer) return notOfTheApi('NOT_JSON', 'The answer is not a JSON object');
  if (answer['active'] === false) return { value: undefined };
  const { active, iss, client_id: id, org_id: organizationId, scope, iat, position } = answer;
  if (active === true && !issuers.includes(iss as string)) return wrongIssuer(iss, issuers);
  const expiresAt = expiryOf(answer);
  if (
    active !== true ||
    !isText(id) ||
    !isText(organizationId) ||
    !isText(scope) ||
    !isSecond(iat) ||
    expiresAt === undefined ||
    !(position === undefined || isPosition(position))
  )
    return notOfTheApi('NOT_INTROSPECTION', 'The answer is JSON, but does not describe an API key');
  const scopes = scope.split(' ').filter(Boolean);
  return { value: { id, organizationId, scopes, createdAt: iat * 1000, expiresAt }, position };
}

/** The object of a JSON text. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * `expires_at`, which is to the millisecond, before `exp`, which is rounded up; `null`: never; `undefined`: not as the api
 * writes it.
 */
function expiryOf({ expires_at: precise, exp }: Record<string, unknown>): number | null | undefined {
  if (exp !== undefined && !isSecond(exp)) return undefined;
  if (precise === undefined) return exp === undefined ? null : exp * 1000;
  return isText(precise) ? parseTime(precise)?.getTime() : undefined;
}

const isPosition = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isText = (value: unknown): value is string => typeof value === 'string';

const isSecond = (value: unknown): value is number => isPosition(value) && value <= latestSecond;

const notOfTheApi = (code: string, what: string) =>
  new ApiFailure(code, `${what}, so it is not the api's: check the option url.`);

function wrongIssuer(iss: unknown, issuers: readonly string[]): ApiFailure {
  // Only what is surely an address: the log must not hold what a stranger may have echoed.
  const found = originOf(iss);
  const named = found === undefined ? 'no known issuer' : `the issuer ${found.slice(0, 100)}`;
  return new ApiFailure(
    'WRONG_ISSUER',
    `The answer names ${named} instead of ${issuers.join(' or ')}: check the option url; where that is the api's ` +
      'PUBLIC_URL, give it by the option issuer.',
  );
}
