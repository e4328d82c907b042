import type { OnModuleInit } from '@nestjs/common';
import { isText, isTrustworthyUrl } from '@pocket/validation';
import type { JSONWebKeySet, JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose';
import { PersonVerifier, type Person, type PersonVerification } from '@pocket/access';
import { IssuerUnavailableError, JwksCache } from './jwks-cache.js';
import { loadJose } from './load-jose.js';

const clockLeewaySeconds = 5;
const maxTokenLength = 8192;
const unsecuredHeader = Buffer.from('{"alg":"none"}').toString('base64url');
/** Lower case; other types, such as logout tokens, are signed by the same issuer and are no credentials. */
const tokenTypes = ['jwt', 'at+jwt', 'application/jwt', 'application/at+jwt'];

/** Whose tokens are accepted from people. */
export interface PersonTokenOptions {
  /** What `iss` must be, to the letter. */
  issuer: string;
  /** What `aud` must be or contain. */
  audience: string;
  /** Where the issuer's keys are. Default: what the issuer's discovery document says. */
  jwksUrl?: string;
  /** Turns on Firebase's rules: RS256 only, `kid` and `auth_time` required, `auth_time` not in the future. */
  firebase?: boolean;
  /** The issuer's public keys, where they need not be fetched. */
  keys?: JSONWebKeySet;
  /** Milliseconds since the epoch. Default `Date.now`. */
  now?: () => number;
}

/** Verifies people's tokens: JWTs of one OpenID Connect issuer, by the rules of RFC 8725. */
export class PersonTokenVerifier extends PersonVerifier implements OnModuleInit {
  private readonly now: () => number;
  /** Absent where the keys need not be fetched. */
  private readonly cache?: JwksCache;
  private readonly findKey: JWTVerifyGetKey;
  private readonly rules: JWTVerifyOptions;

  constructor(private readonly options: PersonTokenOptions) {
    super();
    requireUsable(options);
    this.now = options.now ?? Date.now;
    if (!options.keys) this.cache = new JwksCache(options, this.now);
    this.findKey = this.cache?.find ?? localKeys(options.keys!);
    this.rules = {
      algorithms: options.firebase ? ['RS256'] : ['RS256', 'ES256', 'EdDSA', 'PS256'],
      issuer: options.issuer,
      audience: options.audience,
      requiredClaims: ['exp', 'iat', 'sub'],
      clockTolerance: clockLeewaySeconds,
      // jose refuses an `iat` in the future only where an age is asked for.
      maxTokenAge: Number.MAX_SAFE_INTEGER,
    };
  }

  /** Fetches the keys before the first person comes; that this fails is logged and stops no start, which it delays by 1.6 s at most. */
  async onModuleInit(): Promise<void> {
    await this.cache?.refresh();
  }

  /**
   * For a readiness check: rejects until the issuer's keys were fetched once, but at most for the first minute, because API
   * keys work without.
   */
  async requireFirstKeys(): Promise<void> {
    await this.cache?.requireFirstKeys();
  }

  /** `unavailable` where the token may be good and the issuer cannot be asked for its keys. */
  async verify(token: string): Promise<PersonVerification> {
    const { errors, jwtVerify, UnsecuredJWT } = await loadJose();
    const rules = { ...this.rules, currentDate: new Date(this.now()) };
    try {
      if (token.length > maxTokenLength) throw new Error('The token is too long.');
      const { payload } = await jwtVerify(
        token,
        (header, jws) => {
          if (header.typ !== undefined && !tokenTypes.includes(header.typ.toLowerCase()))
            throw new Error('The token is of another type.');
          if (this.options.firebase && !header.kid) throw new Error('A Firebase token names its key.');
          // What no key can make good is refused without one, whether or not the issuer can be asked.
          const unsecured = `${unsecuredHeader}.${token.split('.')[1]}.`;
          this.checkAuthenticationTime(UnsecuredJWT.decode(unsecured, rules).payload);
          return this.findKey(header, jws);
        },
        rules,
      );
      return { status: 'valid', person: personOf(payload) };
    } catch (error) {
      return verificationOf(error, errors);
    }
  }

  private checkAuthenticationTime({ auth_time: time }: JWTPayload): void {
    if (!this.options.firebase) return;
    if (typeof time !== 'number' || time > this.now() / 1000 + clockLeewaySeconds)
      throw new Error('auth_time is missing or in the future.');
  }
}

/** Throws a sentence for the operator where tokens of others would be accepted, or nobody's ever. */
function requireUsable({ issuer, audience, jwksUrl, keys }: PersonTokenOptions): void {
  if (!issuer || !audience)
    throw new Error(
      'PersonTokensModule needs the options issuer and audience, and at least one is empty: without them, tokens for other ' +
        'services would be accepted.',
    );
  const source = jwksUrl ?? issuer;
  if (!keys && !isTrustworthyUrl(source))
    throw new Error(
      `PersonTokensModule would fetch the issuer's keys from "${source}": it must be an https: URL, or http: on a loopback address.`,
    );
}

/** Keys that need not be fetched. */
function localKeys(keys: JSONWebKeySet): JWTVerifyGetKey {
  let find: JWTVerifyGetKey | undefined;
  return async (header, jws) => {
    find ??= (await loadJose()).createLocalJWKSet(keys);
    return find(header, jws);
  };
}

/** What jose's error (or one of the rules here) says of the token. */
function verificationOf(error: unknown, errors: typeof import('jose').errors): PersonVerification {
  if (error instanceof IssuerUnavailableError)
    return { status: 'unavailable', cause: error.cause ?? error, detail: error.message };
  // jose's errors carry the claims, which are personal data and stay out of the log.
  const cause = error instanceof Error ? error.message : String(error);
  if (error instanceof errors.JWTExpired) return { status: 'expired', cause };
  if (error instanceof errors.JWTClaimValidationFailed) {
    const wrong = { iss: 'wrong_issuer', aud: 'wrong_audience' } as const;
    return { status: wrong[error.claim as keyof typeof wrong] ?? 'wrong_claims', cause };
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return { status: 'wrong_signature', cause };
  return { status: 'malformed', cause };
}

function personOf({ sub, email, name }: JWTPayload): Person {
  // White space at an end is refused because MySQL's PAD SPACE collations take `ann ` for `ann`.
  if (!isText(sub, { max: 128 }) || sub !== sub.trim()) throw new Error('sub is no acceptable user id.');
  return {
    kind: 'person',
    userId: sub,
    ...(isText(email, { max: 320 }) && { email: email.trim() }),
    ...(isText(name, { max: 200 }) && { name: name.trim() }),
  };
}
