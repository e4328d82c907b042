import { Logger } from '@nestjs/common';
import { FailureLog } from '@pocket/problem-details';
import type { JWTVerifyGetKey } from 'jose';
import { fetchKeys, type IssuerFailure, type KeySource } from './issuer.js';
import { loadJose } from './load-jose.js';

const second = 1_000;
const minute = 60 * second;
const refreshInBackgroundAfter = 5 * minute;
const askFirstAfter = 10 * minute;
const unusableAfter = 24 * 60 * minute;
const restAfterSuccess = 5 * second;
/** With the time that an issuer is waited for, people are let in within 3 s of its return. */
const restAfterFailure = second;
const notReadyFor = minute;

/** The issuer's keys are not known, and it cannot be asked for them. */
export class IssuerUnavailableError extends Error {
  constructor(cause: IssuerFailure | undefined) {
    super('The identity provider cannot be reached.', { cause });
  }
}

/**
 * The public keys of an issuer, fetched when they are needed. A set answers alone for 5 minutes, is refreshed in
 * the background until it is 10 minutes old, and from then on only after the issuer was asked: with the issuer
 * down it goes on for 24 hours. Fetches are shared, and rest after each refresh: for 5 seconds, for 1 second if it failed.
 */
export class JwksCache {
  private keys?: JWTVerifyGetKey;
  private loadedAt = -Infinity;
  private refreshedAt = -Infinity;
  /** Why the newest refresh failed. */
  private failure?: IssuerFailure;
  private refreshing?: Promise<void>;
  private readonly startedAt: number;
  private readonly logger = new Logger('PersonTokensModule');
  private readonly failures = new FailureLog((line) =>
    this.logger.error(`People's tokens cannot be verified: ${line}`),
  );

  constructor(
    private readonly source: KeySource,
    private readonly now: () => number,
  ) {
    this.startedAt = now();
  }

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

  /** Asks the issuer, unless it was asked a moment ago. Never rejects: what went wrong is kept in `failure`. */
  refresh(): Promise<void> {
    const rest = this.failure ? restAfterFailure : restAfterSuccess;
    if (!this.refreshing && this.elapsedSince(this.refreshedAt) < rest) return Promise.resolve();
    this.refreshing ??= this.load();
    return this.refreshing;
  }

  /** Rejects with the reason while the keys were never fetched, in the first minute. */
  async requireFirstKeys(): Promise<void> {
    if (this.keys || this.elapsedSince(this.startedAt) >= notReadyFor) return;
    await this.refresh();
    if (this.failure) throw this.failure;
  }

  /** A clock that was set back counts as time passed, so that no key set outlives its age. */
  private elapsedSince(time: number): number {
    return Math.abs(this.now() - time);
  }

  private async load(): Promise<void> {
    try {
      this.keys = await fetchKeys(this.source);
      this.loadedAt = this.now();
      if (this.failure) this.logger.log("People's tokens are verified again: the issuer answers.");
      this.failure = undefined;
    } catch (error) {
      this.failure = error as IssuerFailure;
      this.failures.report(this.failure);
    } finally {
      this.refreshedAt = this.now();
      this.refreshing = undefined;
    }
  }
}
