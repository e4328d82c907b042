import { Agent, request } from 'node:http';

/** What became of one request. Times are milliseconds of `performance.now()`. */
export interface Outcome {
  /** Before the request was sent. */
  begun: number;
  answered: number;
  /** Absent: the connection failed, by `error`. */
  status?: number;
  error?: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Sent {
  method?: string;
  token?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of a body. */
  text?: string;
  headers?: Record<string, string>;
}

/** Sends requests on kept connections, fast enough for tight loops; a failed connection is an outcome, no exception. */
export class Client {
  private readonly agent: Agent;

  constructor(
    readonly url: string,
    { connections = 64 }: { connections?: number } = {},
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  send(path: string, { method = 'GET', token, body, text, headers }: Sent = {}): Promise<Outcome> {
    const payload = body === undefined ? text : JSON.stringify(body);
    const begun = performance.now();
    return new Promise((resolve) => {
      const failed = (error: NodeJS.ErrnoException) =>
        resolve({
          begun,
          answered: performance.now(),
          error: error.code ?? error.message,
          headers: {},
          body: '',
        });
      const sent = request(
        this.url + path,
        {
          agent: this.agent,
          method,
          headers: {
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
            ...(payload !== undefined && {
              ...(body !== undefined && { 'content-type': 'application/json' }),
              'content-length': Buffer.byteLength(payload),
            }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', failed);
          response.once('end', () =>
            resolve({
              begun,
              answered: performance.now(),
              status: response.statusCode,
              headers: response.headers,
              body: Buffer.concat(chunks).toString(),
            }),
          );
        },
      );
      sent.once('error', failed);
      sent.end(payload);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Repeats a piece of work on so many tracks at once until it is stopped; the promise ends with the last of them. */
export function keepDoing(work: (track: number) => Promise<void>, tracks: number): () => Promise<void> {
  const end = new AbortController();
  const repeat = async (track: number) => {
    while (!end.signal.aborted) await work(track);
  };
  const all = Promise.all(Array.from({ length: tracks }, (_, track) => repeat(track)));
  return async () => {
    end.abort();
    await all;
  };
}

/** How often each value came up, such as `{ '200': 12, ECONNRESET: 1 }`. */
export function tally(values: Iterable<string | number | undefined>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}
