import type { JWTVerifyGetKey } from 'jose';
import { loadJose } from './load-jose.js';
import { deadlines } from '@pocket/problem-details';
import { isTrustworthyUrl } from '@pocket/validation';

const minute = 60_000;
const refreshInBackgroundAfter = 5 * minute;
const askFirstAfter = 10 * minute;
const unusableAfter = 24 * 60 * minute;
const cooldown = 5_000;
const maxResponseBytes = 256 * 1024;

/** The issuer's keys are not known, and it cannot be asked for them. */
export class IssuerUnavailableError extends Error {
  constructor(cause: unknown) {
    super('The identity provider cannot be reached.', { cause });
  }
}

/** Where an issuer's public keys are found. */
export interface KeySource {
  issuer: string;
  /** Default: the `jwks_uri` of the issuer's OpenID Connect discovery document. */
  jwksUrl?: string;
}

/**
 * The public keys of an issuer, fetched when they are needed. A set answers alone for 5 minutes, is refreshed in
 * the background until it is 10 minutes old, and from then on only after the issuer was asked: with the issuer
 * down it goes on for 24 hours. Fetches are shared, and rest for 5 seconds after each refresh, failed or not.
 */
export class JwksCache {
  private keys?: JWTVerifyGetKey;
  private loadedAt = -Infinity;
  private refreshedAt = -Infinity;
  /** Why the newest refresh failed. */
  private failure?: unknown;
  private refreshing?: Promise<void>;

  constructor(
    private readonly source: KeySource,
    private readonly now: () => number,
  ) {}

  /** The key for a token. Throws a `JOSEError` where the issuer has no such key, {@link IssuerUnavailableError} where that is unknown. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (this.elapsedSince(this.loadedAt) >= askFirstAfter) await this.refresh();
    else if (this.elapsedSince(this.loadedAt) >= refreshInBackgroundAfter) void this.refresh();
    if (!this.keys || this.elapsedSince(this.loadedAt) >= unusableAfter)
      throw new IssuerUnavailableError(this.failure);
    try {
      return await this.keys(header, token);
    } catch (error) {
      const { errors } = await loadJose();
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await this.refresh();
      if (this.failure) throw new IssuerUnavailableError(this.failure);
      return await this.keys(header, token);
    }
  };

  /** A clock that was set back counts as time passed, so that no key set outlives its age. */
  private elapsedSince(time: number): number {
    return Math.abs(this.now() - time);
  }

  /** Never rejects: what went wrong is kept in `failure`. */
  private refresh(): Promise<void> {
    if (!this.refreshing && this.elapsedSince(this.refreshedAt) < cooldown) return Promise.resolve();
    this.refreshing ??= this.load();
    return this.refreshing;
  }

  private async load(): Promise<void> {
    try {
      this.keys = await this.fetchKeys();
      this.loadedAt = this.now();
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    } finally {
      this.refreshedAt = this.now();
      this.refreshing = undefined;
    }
  }

  private async fetchKeys(): Promise<JWTVerifyGetKey> {
    const url = this.source.jwksUrl ?? (await discoverJwksUrl(this.source.issuer));
    const { createRemoteJWKSet, customFetch } = await loadJose();
    // jose fetches and reads; when to do so is decided here, because jose forgets a good set after 10 minutes.
    const keys = createRemoteJWKSet(new URL(url), {
      timeoutDuration: deadlines.issuer,
      cacheMaxAge: Infinity,
      cooldownDuration: Infinity,
      [customFetch]: fetchFromIssuer,
    });
    await keys.reload();
    return keys;
  }
}

/** OpenID Connect Discovery 1.0, section 4. */
async function discoverJwksUrl(issuer: string): Promise<string> {
  const response = await fetchFromIssuer(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    redirect: 'manual',
    signal: AbortSignal.timeout(deadlines.issuer),
  });
  const document: { issuer?: unknown; jwks_uri?: unknown } = Object(await response.json());
  if (document.issuer !== issuer) throw new Error('The discovery document is of another issuer.');
  if (typeof document.jwks_uri !== 'string') throw new Error('The discovery document names no jwks_uri.');
  return document.jwks_uri;
}

/** Only from a trustworthy address, only 200 (so no redirects), and only so many bytes. */
async function fetchFromIssuer(url: string, init: RequestInit): Promise<Response> {
  if (!isTrustworthyUrl(url))
    throw new Error('Keys are fetched by https, or by http from a loopback address.');
  const response = await fetch(url, init);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxResponseBytes)
      throw new Error(`The issuer answered with more than ${maxResponseBytes} bytes.`);
    chunks.push(chunk);
  }
  if (response.status !== 200) throw new Error(`The issuer answered with status ${response.status}.`);
  return new Response(Buffer.concat(chunks));
}
