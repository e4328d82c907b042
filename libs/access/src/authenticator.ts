import { Logger } from '@nestjs/common';
import { invalidToken, unauthenticated, unavailable } from '@pocket/problem-details';
import type { ApiKeyVerification, PersonVerification } from './ports.js';
import type { Principal } from './principal.js';
import type { RegisteredPorts } from './registered-ports.js';

/** The parts of an Express or Fastify request that access control reads. */
export interface IncomingCall {
  headers: { authorization?: string };
  params?: Record<string, string | undefined>;
  ip?: string;
  rawHeaders?: string[];
  raw?: { rawHeaders: string[] };
}

const principals = new WeakMap<object, Principal>();

/** Notes who sent this request. */
export function setPrincipal(request: object, principal: Principal): void {
  principals.set(request, principal);
}

/** The principal that a guard found for this request. Throws where no guard ran. */
export function principalOf(request: object): Principal {
  const principal = principals.get(request);
  if (!principal)
    throw new Error('No principal: the route declares no access rule that identifies its caller.');
  return principal;
}

/** Finds out who sent a request, from its one `Authorization: Bearer` header and nothing else. */
export class Authenticator {
  private readonly logger = new Logger(Authenticator.name);

  constructor(private readonly ports: RegisteredPorts) {}

  /** Throws `unauthenticated`, `invalid_token` or `unavailable`. */
  async authenticate(request: IncomingCall): Promise<Principal> {
    const credential = credentialOf(request);
    const { apiKeys, people } = this.ports;
    if (apiKeys?.recognizes(credential)) return principalFrom(await apiKeys.verify(credential));
    if (people) return principalFrom(await people.verify(credential));
    if (!apiKeys)
      this.logger.error(
        'Every credential is refused, because nothing verifies any: import PersonTokensModule, ApiKeyVerificationModule or, in a unit test, AccessTestingModule.',
      );
    throw invalidToken();
  }
}

/** The one place that makes errors of what a credential turned out to be. */
function principalFrom(verification: ApiKeyVerification | PersonVerification): Principal {
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
      throw invalidToken(verification.status);
  }
}

/** Node keeps the first of several Authorization headers and drops the others without a word. */
export function hasTwoCredentials(request: IncomingCall): boolean {
  const rawHeaders = request.raw?.rawHeaders ?? request.rawHeaders ?? [];
  return rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'authorization').length > 1;
}

function credentialOf(request: IncomingCall): string {
  const { authorization } = request.headers;
  if (hasTwoCredentials(request)) throw invalidToken();
  const [scheme, ...credentials] = (authorization ?? '').trim().split(/\s+/);
  if (scheme?.toLowerCase() !== 'bearer' || credentials.length === 0) throw unauthenticated();
  if (credentials.length > 1) throw invalidToken();
  return credentials[0]!;
}
