import { hash, timingSafeEqual } from 'node:crypto';
import {
  applyDecorators,
  createParamDecorator,
  Inject,
  Injectable,
  Logger,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiSecurity } from '@nestjs/swagger';
import {
  AuthFailures,
  callerNoteOf,
  clientAddress,
  MinuteCounts,
  networkOf,
  noteCaller,
} from '@pocket/callers';
import { declareAccess, hasTwoCredentials, securitySchemes, type IncomingCall } from '@pocket/access';
import { ProblemException, untilAllAreRead } from '@pocket/problem-details';
import { formOf } from '@pocket/rest';
import {
  INTROSPECTION_CLIENTS,
  requireUsableClients,
  type IntrospectionClient,
} from './introspection-client.js';

/** Wrong secrets for one service within a minute that are worth a line in the log. */
const manyGuesses = 60;

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
class ServiceCredentialGuard implements CanActivate {
  private readonly logger = new Logger(ServiceCredentialGuard.name);
  private readonly guesses = new MinuteCounts();
  private readonly clients: readonly { id: string; secretHash: Buffer }[];

  constructor(
    @Inject(INTROSPECTION_CLIENTS) clients: readonly IntrospectionClient[],
    private readonly adapterHost: HttpAdapterHost,
    private readonly failures: AuthFailures,
  ) {
    requireUsableClients(clients);
    this.clients = clients.map(({ id, secretHash }) => ({ id, secretHash: Buffer.from(secretHash, 'hex') }));
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<ServiceRequest>();
    await untilAllAreRead(request);
    this.adapterHost.httpAdapter.setHeader(http.getResponse<unknown>(), 'Cache-Control', 'no-store');
    const inQuery = ['token', 'client_id', 'client_secret'].find(
      (name) => request.query?.[name] !== undefined,
    );
    if (inQuery) throw misplaced(inQuery, 'must be in the form: addresses are logged');
    const credential =
      request.headers.authorization === undefined ? formCredentialOf(request) : basicCredentialOf(request);
    const id = this.authenticate(request, credential);
    noteCaller(request, { caller: `service:${id}` });
    if (
      request.headers.authorization !== undefined &&
      formOf(request as never)['client_secret'] !== undefined
    )
      throw misplaced('client_secret', 'must not be given beside the header Authorization');
    return true;
  }

  /** The id of the service. Too many failures of one id from one address are 429 before anything is compared. */
  private authenticate(request: ServiceRequest, { id, secret }: Credential): string {
    const known = this.clients.find(({ id: own }) => own === id || own === formDecoded(id));
    // A hash of ids that nobody has, because they may be long.
    const client = `${networkOf(clientAddress(request))} ${known?.id ?? hash('sha256', id, 'base64')}`;
    const braked = this.failures.brake(client);
    if (braked) throw braked;
    if (this.isRight(known, secret)) return known!.id;
    this.failures.add(client);
    this.warnOfGuesses(known);
    throw refused(request, known ? 'wrong_secret' : 'unknown');
  }

  /** Compares with every client, so that the time tells neither which ids exist nor how much of a secret is right. */
  private isRight(known: { id: string } | undefined, secret: string): boolean {
    let isRight = false;
    // RFC 6749 has both form-encoded; `curl -u` and most other clients send them as they are.
    for (const text of new Set([secret, formDecoded(secret)])) {
      const digest = hash('sha256', text, 'buffer');
      for (const client of this.clients) {
        const isSecret = timingSafeEqual(digest, client.secretHash);
        isRight = (isSecret && client === known) || isRight;
      }
    }
    return isRight;
  }

  /** Guesses from many addresses are nobody's brake: whoever guards the service must see them. */
  private warnOfGuesses(client: { id: string } | undefined): void {
    if (client && this.guesses.add(client.id) === manyGuesses)
      this.logger.warn(
        `${manyGuesses} wrong secrets for the service "${client.id}" within a minute, over all addresses.`,
      );
  }
}

type ServiceRequest = IncomingCall & { query?: Record<string, unknown> };

function formCredentialOf(request: ServiceRequest): Credential {
  const { client_id: id, client_secret: secret } = formOf(request as never);
  for (const [name, value] of Object.entries({ client_id: id, client_secret: secret }))
    if (Array.isArray(value)) throw misplaced(name, 'must be given exactly once');
  if (typeof id !== 'string' || typeof secret !== 'string') throw refused(request, 'no_credential');
  return { id, secret };
}

function basicCredentialOf(request: ServiceRequest): Credential {
  if (hasTwoCredentials(request)) throw refused(request, 'two_credentials');
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (encoded === undefined) throw refused(request, 'no_credential');
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

/** The id of the service that sent the request. */
export const CallingService = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { caller } = callerNoteOf(context.switchToHttp().getRequest<object>());
  if (!caller?.startsWith('service:')) throw new Error('@CallingService() needs @ServiceCredential().');
  return caller.slice('service:'.length);
});

function misplaced(field: string, detail: string): ProblemException {
  const errors = [{ pointer: `/${field}`, code: 'misplaced_credential', detail }];
  return new ProblemException('validation_failed', { errors });
}

type Reason = 'no_credential' | 'two_credentials' | 'unknown' | 'wrong_secret';

function refused(request: object, reason: Reason): ProblemException {
  noteCaller(request, { reason });
  const isMissing = reason === 'no_credential';
  return new ProblemException(isMissing ? 'unauthenticated' : 'invalid_token', {
    headers: { 'WWW-Authenticate': 'Basic realm="pocket"' },
    detail: isMissing
      ? 'Send the id and the secret of a service by HTTP Basic, or as client_id and client_secret in the form.'
      : 'The id or the secret of the service is not right.',
  });
}

function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}
