import { Logger } from '@nestjs/common';
import { clientAddress, networkOf, noteCaller, type AddressedRequest } from '@pocket/callers';
import { invalidToken, unauthenticated, unavailable, type ProblemException } from '@pocket/problem-details';
import type { ApiKeyVerification, PersonVerification } from './ports.js';
import type { Principal } from '@pocket/callers';
import type { RegisteredPorts } from './registered-ports.js';

/** The parts of an Express or Fastify request that access control reads. */
export interface IncomingCall extends AddressedRequest {
  headers: { authorization?: string };
  params?: Record<string, string | undefined>;
  rawHeaders?: string[];
  raw?: { rawHeaders: string[] };
}

/** On the request itself: a WeakMap with an entry for every request burdens the garbage collector. */
const principalKey = Symbol('pocket:principal');
type Identified = { [principalKey]?: Principal };

/** Notes who sent this request. */
export function setPrincipal(request: object, principal: Principal): void {
  (request as Identified)[principalKey] = principal;
}

/** The principal that a guard found for this request. Throws where no guard ran. */
export function principalOf(request: object): Principal {
  const principal = (request as Identified)[principalKey];
  if (!principal)
    throw new Error('No principal: the route declares no access rule that identifies its caller.');
  return principal;
}

/** Finds out who sent a request, from its one `Authorization: Bearer` header and nothing else. */
export class Authenticator {
  private readonly logger = new Logger(Authenticator.name);

  constructor(private readonly ports: RegisteredPorts) {}

  /** Throws `unauthenticated`, `invalid_token`, `unavailable`, or `rate_limited` in the place of too many `invalid_token`. */
  async authenticate(request: IncomingCall): Promise<Principal> {
    const credential = credentialOf(request);
    if (credential.status !== 'given') throw this.refusalOf(request, credential.status);
    const verification = await this.verify(credential.text);
    switch (verification.status) {
      case 'live':
        return verification.program;
      case 'valid':
        return verification.person;
      case 'unavailable':
        throw unavailable(verification.cause, verification);
      case 'malformed':
      case 'unknown':
      case 'expired':
      case 'wrong_signature':
      case 'wrong_issuer':
      case 'wrong_audience':
      case 'wrong_claims':
        throw this.refusalOf(request, verification.status);
    }
  }

  private verify(credential: string): Promise<ApiKeyVerification | PersonVerification> | PersonVerification {
    const { apiKeys, people } = this.ports;
    if (apiKeys?.recognizes(credential)) return apiKeys.verify(credential);
    if (people) return people.verify(credential);
    if (!apiKeys)
      this.logger.error(
        'Every credential is refused, because nothing verifies any: import PersonTokensModule, ApiKeyVerificationModule or, in a unit test, AccessTestingModule.',
      );
    return { status: 'malformed' };
  }

  private refusalOf(request: IncomingCall, reason: string): ProblemException {
    noteCaller(request, { reason });
    if (reason === 'no_credential') return unauthenticated();
    return this.ports.failures?.add(networkOf(clientAddress(request))) ?? invalidToken();
  }
}

/** Node keeps the first of several Authorization headers and drops the others without a word. */
export function hasTwoCredentials(request: IncomingCall): boolean {
  const rawHeaders = request.raw?.rawHeaders ?? request.rawHeaders ?? [];
  let count = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!;
    if (name.length === 'authorization'.length && name.toLowerCase() === 'authorization') count++;
  }
  return count > 1;
}

type Credential = { status: 'given'; text: string } | { status: 'no_credential' | 'two_credentials' };

/** Scheme, credential, and what follows. */
const bearer = /^[ \t]*bearer[ \t]+([^ \t]+)[ \t]*(.*)/is;

function credentialOf(request: IncomingCall): Credential {
  if (hasTwoCredentials(request)) return { status: 'two_credentials' };
  const [, text, more] = bearer.exec(request.headers.authorization ?? '') ?? [];
  if (text === undefined) return { status: 'no_credential' };
  return more ? { status: 'two_credentials' } : { status: 'given', text };
}
