import type { Person, Program } from '@pocket/callers';
import type { Role } from './roles.js';

/** Whatever was to be asked cannot be reached, so that nothing is known: answered as 503. */
export interface Unavailable {
  status: 'unavailable';
  cause: unknown;
  /** What cannot be reached, in a sentence for the caller; default: the meaning of the code `unavailable`. */
  detail?: string;
  /** Seconds after which another try makes sense. Default 1. */
  retryAfter?: string;
}

/** What a person's token turned out to be; all but the first and the last are 401. */
export type PersonVerification =
  | { status: 'valid'; person: Person }
  | {
      status:
        'malformed' | 'wrong_signature' | 'wrong_issuer' | 'wrong_audience' | 'wrong_claims' | 'expired';
      /** For the log. */
      cause?: unknown;
    }
  | Unavailable;

/** What an API key turned out to be; all but the first and the last are 401. */
export type ApiKeyVerification =
  | {
      status: 'live';
      program: Program;
      /** Up to where the answer takes revocations into account, for whoever remembers it (`@pocket/revocation`). */
      position?: number;
    }
  | { status: 'malformed' | 'unknown' | 'expired' }
  | Unavailable;

/** A person's role in an organization; `none` where there is no such organization or no active membership. */
export type RoleLookup = { status: 'member'; role: Role } | { status: 'none' } | Unavailable;

/** Verifies people's tokens. */
export abstract class PersonVerifier {
  abstract verify(token: string): Promise<PersonVerification>;
}

/** Verifies API keys. */
export abstract class ApiKeyVerifier {
  /** Whether the credential has the form of an API key, so that it is verified as one and as nothing else. */
  abstract recognizes(credential: string): boolean;
  abstract verify(key: string): Promise<ApiKeyVerification>;
  /** Called once for each request that was let through with this key; never throws. */
  abstract recordUse(program: Program): void;
}

/** Answers which role a person has in an organization, from the stored membership, at every request. */
export abstract class OrganizationRoles {
  abstract roleOf(person: Person, organizationId: string): Promise<RoleLookup>;
}
