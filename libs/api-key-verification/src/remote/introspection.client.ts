import * as http from 'node:http';
import * as https from 'node:https';
import { deadlines } from '@pocket/problem-details';
import { brokenOff, IntrospectionFailure, statusFailure } from './introspection-failure.js';
import type { RemoteVerificationOptions } from './remote-verification.options.js';

const maxConnections = 64;
/** Requests under way or in wait for a connection. */
const maxWaiting = 1_000;
/** Most of an answer is its scopes, of at most 8,000 characters. */
const maxAnswerBytes = 64 * 1024;
/** Shorter than most servers and proxies keep a connection, so that they seldom close one that is about to be used. */
const idleMs = 4_000;

/**
 * Asks the api about keys (RFC 7662), over connections that stay open. Requests, answers and times are bounded; redirects
 * are not followed.
 */
export class IntrospectionClient {
  readonly endpoint: URL;
  private readonly request: typeof http.request;
  private readonly agent: http.Agent;
  private readonly headers: http.OutgoingHttpHeaders;
  private waiting = 0;

  constructor({ url, clientId, clientSecret }: RemoteVerificationOptions) {
    this.endpoint = new URL('api/v1/api-keys/introspect', url.replace(/\/*$/, '/'));
    const { request, Agent } = this.endpoint.protocol === 'https:' ? https : http;
    this.request = request;
    this.agent = new Agent({ keepAlive: true, maxSockets: maxConnections, timeout: idleMs });
    // RFC 6749, section 2.3.1.
    const credential = [clientId, clientSecret].map((part) => encodeURIComponent(part)).join(':');
    this.headers = {
      authorization: `Basic ${Buffer.from(credential).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    };
  }

  /** The body of the api's answer, not checked yet. */
  async ask(token: string): Promise<string | IntrospectionFailure> {
    if (this.waiting >= maxWaiting)
      return new IntrospectionFailure(
        'BUSY',
        `${maxWaiting} requests are waiting for the api already: check how fast it answers.`,
      );
    this.waiting++;
    const signal = AbortSignal.timeout(deadlines.introspection);
    try {
      const response = await this.send(new URLSearchParams({ token }).toString(), signal);
      if (response.statusCode === 200) return await bodyOf(response);
      // Read to its end, so that the connection can be used again; the status says enough.
      await bodyOf(response).catch(() => undefined);
      return statusFailure(response);
    } catch (error) {
      if (!signal.aborted) return brokenOff(error);
      return new IntrospectionFailure(
        'TIMEOUT',
        `No complete answer within ${deadlines.introspection} ms: check the option url, the network, and how busy the api is.`,
      );
    } finally {
      this.waiting--;
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private send(form: string, signal: AbortSignal): Promise<http.IncomingMessage> {
    const { agent, headers } = this;
    return new Promise((resolve, reject) => {
      const request = this.request(this.endpoint, { method: 'POST', agent, headers, signal }, resolve).on(
        'error',
        (error: NodeJS.ErrnoException) => {
          // The api closed the idle connection just then, as it does when it stops; a new one may succeed.
          const wasStale = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
          if (wasStale) resolve(this.send(form, signal));
          else reject(error);
        },
      );
      request.end(form);
    });
  }
}

async function bodyOf(response: http.IncomingMessage): Promise<string | IntrospectionFailure> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the connection.
    if (size > maxAnswerBytes)
      return new IntrospectionFailure(
        'TOO_LARGE',
        `The answer is larger than ${maxAnswerBytes} bytes, so it is not the api's: check the option url.`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
