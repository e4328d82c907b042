import { Injectable, Optional, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { invalidToken, unauthenticated } from './challenges.js';
import { ApiKeyVerifier, PersonVerifier, type Principal } from './principal.js';

/** The parts of an Express or Fastify request that access control reads. */
export interface IncomingCall {
  headers: { authorization?: string };
  params?: Record<string, string | undefined>;
  rawHeaders?: string[];
  raw?: { rawHeaders: string[] };
}

const principals = new WeakMap<object, Principal>();

/** The principal that a guard found for this request. Throws where no guard ran. */
export function principalOf(request: object): Principal {
  const principal = principals.get(request);
  if (!principal)
    throw new Error('No principal: the route declares no access rule that identifies its caller.');
  return principal;
}

/** Finds out who sent a request, from its one `Authorization: Bearer` header and nothing else. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    @Optional() private readonly people?: PersonVerifier,
    @Optional() private readonly apiKeys?: ApiKeyVerifier,
  ) {}

  /**
   * Throws `unauthenticated`, `invalid_token` or `unavailable`. Verifies once per request, and forbids to store
   * the response: it is for this caller alone.
   */
  async authenticate(context: ExecutionContext): Promise<Principal> {
    const http = context.switchToHttp();
    const request = http.getRequest<IncomingCall>();
    this.adapterHost.httpAdapter.setHeader(http.getResponse<unknown>(), 'Cache-Control', 'no-store');
    const principal = principals.get(request) ?? (await this.verify(credentialOf(request)));
    principals.set(request, principal);
    return principal;
  }

  /** Tells the key's owner that the request was let through; a person leaves no trace. */
  recordUse(principal: Principal): void {
    if (principal.kind === 'program') this.apiKeys?.recordUse(principal);
  }

  private verify(credential: string): Promise<Principal> {
    if (this.apiKeys?.recognizes(credential)) return this.apiKeys.verify(credential);
    if (this.people) return this.people.verify(credential);
    throw invalidToken();
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
