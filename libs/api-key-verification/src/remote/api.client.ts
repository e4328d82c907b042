import { setImmediate as nextTurn } from 'node:timers/promises';
import { deadlines } from '@pocket/problem-details';
import { Semaphore } from 'async-mutex';
import { Pool, type Dispatcher } from 'undici';
import { brokenOff, ApiFailure, statusFailure } from './api-failure.js';
import type { RemoteVerificationOptions } from './remote-verification.options.js';

const maxConnections = 64;
/** Requests under way or in wait for a connection. */
const maxWaiting = 1_000;
/** Most of an answer is its scopes, of at most 8,000 characters. */
const maxAnswerBytes = 64 * 1024;
/** Shorter than most servers and proxies keep a connection, so that they seldom close one that is about to be used. */
const idleMs = 4_000;
/** How often a request is sent at most, where its connection breaks off: the api closes idle ones when it stops. */
const mostAttempts = 3;

/**
 * Asks the api by forms, as the service that it knows by this credential, over connections that stay open. Requests, answers and times
 * are bounded; redirects are not followed.
 */
export class ApiClient {
  private readonly base: URL;
  private readonly pool: Pool;
  private readonly headers: Record<string, string>;
  /** In front of the pool, which opens more connections than it may while requests wait in it, and sends those that are given up. */
  private readonly slots: Semaphore;
  private waiting = 0;

  constructor(
    { url, clientId, clientSecret }: Pick<RemoteVerificationOptions, 'url' | 'clientId' | 'clientSecret'>,
    connections = maxConnections,
  ) {
    this.base = new URL('api/v1/api-keys/', url.replace(/\/*$/, '/'));
    this.slots = new Semaphore(connections);
    this.pool = new Pool(this.base.origin, {
      connections,
      connectTimeout: deadlines.introspection,
      keepAliveTimeout: idleMs,
      keepAliveMaxTimeout: idleMs,
      maxResponseSize: maxAnswerBytes,
    });
    // RFC 6749, section 2.3.1.
    const credential = [clientId, clientSecret].map((part) => encodeURIComponent(part)).join(':');
    this.headers = {
      authorization: `Basic ${Buffer.from(credential).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    };
  }

  /** The address of a route, such as `introspect`. */
  urlOf(route: string): URL {
    return new URL(route, this.base);
  }

  /** The body of the answer to a form, not checked yet. `limitMs`: for the whole answer, the wait for a connection included. */
  async post(
    route: string,
    form: string,
    limitMs: number = deadlines.introspection,
  ): Promise<string | ApiFailure> {
    if (this.waiting >= maxWaiting)
      return new ApiFailure(
        'BUSY',
        `${maxWaiting} requests are waiting for the api already: check how fast it answers.`,
      );
    const signal = AbortSignal.timeout(limitMs);
    const late = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
    );
    let refusal: ApiFailure | undefined;
    const answered = this.inTurn(async () => {
      signal.throwIfAborted();
      const answer = await this.send(this.urlOf(route).pathname, form, signal);
      if (answer.statusCode === 200) return answer.body.text();
      refusal = statusFailure(answer);
      // Read to its end, so that the connection can be used again; the status says enough.
      await answer.body.dump({ limit: maxAnswerBytes, signal }).catch(() => undefined);
      return refusal;
    });
    try {
      // undici does not hear the signal while it opens a connection.
      return await Promise.race([answered, late]);
    } catch (error) {
      return refusal ?? this.failureOf(error, signal, limitMs);
    }
  }

  /** Once a slot is free. Whoever gave up meanwhile counts as waiting until then. */
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.waiting++;
    try {
      return await this.slots.runExclusive(work);
    } finally {
      this.waiting--;
    }
  }

  private failureOf(error: unknown, signal: AbortSignal, limitMs: number): ApiFailure {
    if (signal.aborted)
      return new ApiFailure(
        'TIMEOUT',
        `No complete answer within ${limitMs} ms: check the option url, the network, and how busy the api is.`,
      );
    if (this.pool.destroyed) return new ApiFailure('CLOSED', 'This service is stopping.');
    if ((error as NodeJS.ErrnoException).code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
      return new ApiFailure(
        'TOO_LARGE',
        `The answer is larger than ${maxAnswerBytes} bytes, so it is not the api's: check the option url.`,
      );
    return brokenOff(error);
  }

  /** Ends the connections, with whatever is under way on them. */
  close(): void {
    void this.pool.destroy();
  }

  private async send(path: string, body: string, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    for (let attempt = 1; ; attempt++) {
      try {
        const { headers } = this;
        return await this.pool.request({ path, method: 'POST', headers, body, signal });
      } catch (error) {
        if (attempt === mostAttempts || !hasBrokenOff(error)) throw error;
        // First let other connections that were closed at the same moment be seen as closed.
        await nextTurn();
      }
    }
  }
}

const hasBrokenOff = (error: unknown) =>
  ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes((error as NodeJS.ErrnoException).code ?? '');
