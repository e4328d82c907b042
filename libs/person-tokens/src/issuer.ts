import { connectionFailure, deadlines, type Failure } from '@pocket/problem-details';
import { isTrustworthyUrl } from '@pocket/validation';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { loadJose } from './load-jose.js';

const maxResponseBytes = 256 * 1024;

/** Where an issuer's public keys are found. */
export interface KeySource {
  issuer: string;
  /** Default: the `jwks_uri` of the issuer's OpenID Connect discovery document. */
  jwksUrl?: string;
}

/** Why an issuer's keys could not be fetched; `code` is one of a finite number. */
export class IssuerFailure extends Error implements Failure {
  override readonly name = 'IssuerFailure';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The issuer's keys as they are now. Rejects with an {@link IssuerFailure}. */
export async function fetchKeys(source: KeySource): Promise<JWTVerifyGetKey> {
  const setting = source.jwksUrl ? 'jwksUrl (AUTH_JWKS_URL)' : 'issuer (AUTH_ISSUER)';
  const url = source.jwksUrl ?? (await discoverJwksUrl(source.issuer, setting));
  const set = await fetchDocument(url, setting);
  const { createLocalJWKSet } = await loadJose();
  try {
    return createLocalJWKSet(set as JSONWebKeySet);
  } catch {
    throw new IssuerFailure('NO_KEY_SET', `What ${url} answers is no set of keys: check ${setting}.`);
  }
}

/** OpenID Connect Discovery 1.0, section 4. */
async function discoverJwksUrl(issuer: string, setting: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const document = Object(await fetchDocument(url, setting)) as { issuer?: unknown; jwks_uri?: unknown };
  if (document.issuer !== issuer)
    throw new IssuerFailure(
      'ANOTHER_ISSUER',
      `${url} is of the issuer ${JSON.stringify(document.issuer ?? null).slice(0, 300)}, not "${issuer}": ` +
        `${setting} must be the same to the letter.`,
    );
  if (typeof document.jwks_uri !== 'string')
    throw new IssuerFailure('NO_JWKS_URI', `${url} names no jwks_uri: set jwksUrl (AUTH_JWKS_URL).`);
  return document.jwks_uri;
}

/** JSON, only from a trustworthy address, only by status 200 (so no redirects), and only so many bytes. */
async function fetchDocument(url: string, setting: string): Promise<unknown> {
  const failure = (code: string, what: string) =>
    new IssuerFailure(code, `${url} ${what}: check ${setting}.`);
  if (!isTrustworthyUrl(url)) throw failure('NOT_TRUSTWORTHY', 'is neither https: nor on a loopback address');
  const signal = AbortSignal.timeout(deadlines.issuer);
  try {
    const response = await fetch(url, { redirect: 'manual', signal });
    const text = await textOf(response);
    if (text === undefined) throw failure('TOO_LONG', `answered more than ${maxResponseBytes} bytes`);
    if (response.status >= 300 && response.status < 400)
      throw failure(`HTTP_${response.status}`, 'answered with a redirect, which is not followed');
    if (response.status !== 200) throw failure(`HTTP_${response.status}`, `answered ${response.status}`);
    try {
      return JSON.parse(text);
    } catch {
      throw failure('NOT_JSON', 'did not answer with JSON');
    }
  } catch (error) {
    if (error instanceof IssuerFailure) throw error;
    if (signal.aborted) throw failure('TIMEOUT', `did not answer within ${deadlines.issuer} ms`);
    const { code, message } = connectionFailure(error, setting);
    throw new IssuerFailure(code, `${url} was not answered: ${message}`);
  }
}

/** `undefined` where it is too long. */
async function textOf(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxResponseBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
