import { createHash, timingSafeEqual } from 'node:crypto';
import {
  applyDecorators,
  Inject,
  Injectable,
  SetMetadata,
  UseFilters,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiSecurity } from '@nestjs/swagger';
import { accessMetadata, hasTwoCredentials, type IncomingCall } from '@pocket/access';
import { ProblemDetailsFilter, ProblemException } from '@pocket/problem-details';
import { API_KEYS_OPTIONS, type ApiKeysOptions } from './api-keys.options.js';

/** Lets a service through that shows its id and secret by HTTP Basic; of the secret only the SHA-256 is known. */
@Injectable()
export class ServiceCredentialGuard implements CanActivate {
  constructor(
    @Inject(API_KEYS_OPTIONS) private readonly options: ApiKeysOptions,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<IncomingCall>();
    const { headers } = request;
    this.adapterHost.httpAdapter.setHeader(http.getResponse<unknown>(), 'Cache-Control', 'no-store');
    if (hasTwoCredentials(request)) throw refused('invalid_token');
    const encoded = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(headers.authorization ?? '')?.[1];
    if (encoded === undefined) throw refused('unauthenticated');
    const [, id = '', secret = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
    if (!this.isKnown(id, secret)) throw refused('invalid_token');
    return true;
  }

  /** Compares with every client, so that the time tells neither which ids exist nor how much of a secret is right. */
  private isKnown(id: string, secret: string): boolean {
    let known = false;
    // RFC 6749, section 2.3.1, has both form-encoded; `curl -u` and most other clients send them as they are.
    for (const text of [secret, formDecoded(secret)]) {
      const hash = createHash('sha256').update(text).digest();
      for (const client of this.options.introspectionClients ?? []) {
        const isSecret = timingSafeEqual(hash, Buffer.from(client.secretHash, 'hex'));
        known = (isSecret && (client.id === id || client.id === formDecoded(id))) || known;
      }
    }
    return known;
  }
}

/** The route is for services with a credential of their own, by HTTP Basic; never for the key that is asked about. */
export const ServiceCredential = () =>
  applyDecorators(
    SetMetadata(accessMetadata.kind, 'service'),
    UseGuards(ServiceCredentialGuard),
    UseFilters(ProblemDetailsFilter),
    ApiSecurity('ServiceCredential'),
  );

function refused(code: 'unauthenticated' | 'invalid_token'): ProblemException {
  const detail =
    code === 'unauthenticated'
      ? 'Send the id and the secret of a service by HTTP Basic.'
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
