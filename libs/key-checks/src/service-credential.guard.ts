import { createHash, timingSafeEqual } from 'node:crypto';
import {
  applyDecorators,
  Inject,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiSecurity } from '@nestjs/swagger';
import { declareAccess, hasTwoCredentials, securitySchemes, type IncomingCall } from '@pocket/access';
import { ProblemException } from '@pocket/problem-details';
import { formOf } from '@pocket/rest';
import {
  INTROSPECTION_CLIENTS,
  requireUsableClients,
  type IntrospectionClient,
} from './introspection-client.js';

interface Credential {
  id: string;
  secret: string;
}

/**
 * Lets a service through that shows its id and secret (RFC 6749, section 2.3.1), by HTTP Basic or as `client_id` and
 * `client_secret` in the form; of the secret only the SHA-256 is known. Throws 401, or 400 where it is shown in more than
 * one way.
 */
@Injectable()
export class ServiceCredentialGuard implements CanActivate {
  constructor(
    @Inject(INTROSPECTION_CLIENTS) private readonly clients: readonly IntrospectionClient[],
    private readonly adapterHost: HttpAdapterHost,
  ) {
    requireUsableClients(clients);
  }

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    this.adapterHost.httpAdapter.setHeader(http.getResponse<unknown>(), 'Cache-Control', 'no-store');
    const request = http.getRequest<ServiceRequest>();
    const inQuery = ['token', 'client_id', 'client_secret'].find(
      (name) => request.query?.[name] !== undefined,
    );
    if (inQuery) throw misplaced(inQuery, 'must be in the form: addresses are logged');
    const { id, secret } =
      request.headers.authorization === undefined ? formCredentialOf(request) : basicCredentialOf(request);
    if (!this.isKnown(id, secret)) throw refused('invalid_token');
    if (
      request.headers.authorization !== undefined &&
      formOf(request as never)['client_secret'] !== undefined
    )
      throw misplaced('client_secret', 'must not be given beside the header Authorization');
    return true;
  }

  /** Compares with every client, so that the time tells neither which ids exist nor how much of a secret is right. */
  private isKnown(id: string, secret: string): boolean {
    let known = false;
    // RFC 6749 has both form-encoded; `curl -u` and most other clients send them as they are.
    for (const text of [secret, formDecoded(secret)]) {
      const hash = createHash('sha256').update(text).digest();
      for (const client of this.clients) {
        const isSecret = timingSafeEqual(hash, Buffer.from(client.secretHash, 'hex'));
        known = (isSecret && (client.id === id || client.id === formDecoded(id))) || known;
      }
    }
    return known;
  }
}

type ServiceRequest = IncomingCall & { query?: Record<string, unknown> };

function formCredentialOf(request: ServiceRequest): Credential {
  const { client_id: id, client_secret: secret } = formOf(request as never);
  for (const [name, value] of Object.entries({ client_id: id, client_secret: secret }))
    if (Array.isArray(value)) throw misplaced(name, 'must be given exactly once');
  if (typeof id !== 'string' || typeof secret !== 'string') throw refused('unauthenticated');
  return { id, secret };
}

function basicCredentialOf(request: ServiceRequest): Credential {
  if (hasTwoCredentials(request)) throw refused('invalid_token');
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (encoded === undefined) throw refused('unauthenticated');
  const [, id = '', secret = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  return { id, secret };
}

/** The route is for services with a credential of their own; never for the key that is asked about. */
export const ServiceCredential = () =>
  applyDecorators(
    declareAccess({ services: true }),
    UseGuards(ServiceCredentialGuard),
    ApiSecurity(securitySchemes.service),
  );

function misplaced(field: string, detail: string): ProblemException {
  const errors = [{ pointer: `/${field}`, code: 'misplaced_credential', detail }];
  return new ProblemException('validation_failed', { errors });
}

function refused(code: 'unauthenticated' | 'invalid_token'): ProblemException {
  const detail =
    code === 'unauthenticated'
      ? 'Send the id and the secret of a service by HTTP Basic, or as client_id and client_secret in the form.'
      : 'The id or the secret of the service is not right.';
  return new ProblemException(code, { headers: { 'WWW-Authenticate': 'Basic realm="pocket"' }, detail });
}

function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}
