import { setImmediate as nextTurn } from 'node:timers/promises';
import { deadlines } from '@pocket/problem-details';
import { Semaphore } from 'async-mutex';
import { Pool, type Dispatcher } from 'undici';
import { brokenOff, IntrospectionFailure, statusFailure } from './introspection-failure.js';
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
 * Asks the api about keys (RFC 7662), over connections that stay open. Requests, answers and times are bounded; redirects
 * are not followed.
 */
export class IntrospectionClient {
  readonly endpoint: URL;
  private readonly pool: Pool;
  private readonly request: Dispatcher.RequestOptions;
  /** In front of the pool, which opens more connections than it may while requests wait in it, and sends those that are given up. */
  private readonly slots = new Semaphore(maxConnections);
  private waiting = 0;

  constructor({ url, clientId, clientSecret }: RemoteVerificationOptions) {
    this.endpoint = new URL('api/v1/api-keys/introspect', url.replace(/\/*$/, '/'));
    this.pool = new Pool(this.endpoint.origin, {
      connections: maxConnections,
      connectTimeout: deadlines.introspection,
      keepAliveTimeout: idleMs,
      keepAliveMaxTimeout: idleMs,
      maxResponseSize: maxAnswerBytes,
    });
    // RFC 6749, section 2.3.1.
    const credential = [clientId, clientSecret].map((part) => encodeURIComponent(part)).join(':');
    this.request = {
      path: this.endpoint.pathname,
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(credential).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
    };
  }

  /** The body of the api's answer, not checked yet. */
  async ask(token: string): Promise<string | IntrospectionFailure> {
    if (this.waiting >= maxWaiting)
      return new IntrospectionFailure(
        'BUSY',
        `${maxWaiting} requests are waiting for the api already: check how fast it answers.`,
      );
    const signal = AbortSignal.timeout(deadlines.introspection);
    const late = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
    );
    let refusal: IntrospectionFailure | undefined;
    const answered = this.inTurn(async () => {
      signal.throwIfAborted();
      const answer = await this.send(`token=${encodeURIComponent(token)}`, signal);
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
      return refusal ?? this.failureOf(error, signal);
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

  private failureOf(error: unknown, signal: AbortSignal): IntrospectionFailure {
    if (signal.aborted)
      return new IntrospectionFailure(
        'TIMEOUT',
        `No complete answer within ${deadlines.introspection} ms: check the option url, the network, and how busy the api is.`,
      );
    if (this.pool.destroyed) return new IntrospectionFailure('CLOSED', 'This service is stopping.');
    if ((error as NodeJS.ErrnoException).code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
      return new IntrospectionFailure(
        'TOO_LARGE',
        `The answer is larger than ${maxAnswerBytes} bytes, so it is not the api's: check the option url.`,
      );
    return brokenOff(error);
  }

  /** Ends the connections, with whatever is under way on them. */
  close(): void {
    void this.pool.destroy();
  }

  private async send(body: string, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.pool.request({ ...this.request, body, signal });
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
