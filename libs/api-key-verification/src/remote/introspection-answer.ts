import type { Program } from '@pocket/access';
import { parseTime } from '@pocket/validation';
import { IntrospectionFailure } from './introspection-failure.js';
import { originOf } from './remote-verification.options.js';

/** The end of the year 9999. */
const latestSecond = 253_402_300_799;

/**
 * What the api's answer (RFC 7662) says of a key: whose it is, though it may have expired, or `inactive`. Whatever is not
 * to the letter an answer of one of these issuers is a failure.
 */
export function readAnswer(
  text: string,
  issuers: readonly string[],
): Program | 'inactive' | IntrospectionFailure {
  const answer = parseObject(text);
  if (!answer) return notOfTheApi('NOT_JSON', 'The answer is not a JSON object');
  if (answer['active'] === false) return 'inactive';
  const { active, iss, client_id: keyId, org_id: organizationId, scope, iat } = answer;
  if (active === true && !issuers.includes(iss as string)) return wrongIssuer(iss, issuers);
  const expiresAt = expiryOf(answer);
  if (
    active !== true ||
    !isText(keyId) ||
    !isText(organizationId) ||
    !isText(scope) ||
    !isSecond(iat) ||
    expiresAt === undefined
  )
    return notOfTheApi('NOT_INTROSPECTION', 'The answer is JSON, but does not describe an API key');
  const scopes = scope.split(' ').filter(Boolean);
  return { kind: 'program', keyId, organizationId, scopes, createdAt: new Date(iat * 1000), expiresAt };
}

function parseObject(text: string): Record<string, unknown> | undefined {
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
function expiryOf({ expires_at: precise, exp }: Record<string, unknown>): Date | null | undefined {
  if (exp !== undefined && !isSecond(exp)) return undefined;
  if (precise === undefined) return exp === undefined ? null : new Date(exp * 1000);
  return isText(precise) ? parseTime(precise) : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isSecond = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= latestSecond;

const notOfTheApi = (code: string, what: string) =>
  new IntrospectionFailure(code, `${what}, so it is not the api's: check the option url.`);

function wrongIssuer(iss: unknown, issuers: readonly string[]): IntrospectionFailure {
  // Only what is surely an address: the log must not hold what a stranger may have echoed.
  const found = originOf(iss);
  const named = found === undefined ? 'no known issuer' : `the issuer ${found.slice(0, 100)}`;
  return new IntrospectionFailure(
    'WRONG_ISSUER',
    `The answer names ${named} instead of ${issuers.join(' or ')}: check the option url; where that is the api's ` +
      'PUBLIC_URL, give it by the option issuer.',
  );
}
