import { STATUS_CODES } from 'node:http';
import { connectionFailure } from '@pocket/problem-details';
import type { Dispatcher } from 'undici';
import { originOf } from './remote-verification.options.js';

/** Why the api could not be asked, or why its answer is not trusted: returned, never thrown. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';

  constructor(
    /** Node's or undici's own code, `HTTP_` with the status, or a word of ours: one of a finite number. */
    readonly code: string,
    /** What happened and what to check, for the log; holds neither the secret nor the key. */
    message: string,
    /** The api's `Retry-After`, in seconds. */
    readonly retryAfter?: string,
  ) {
    super(message);
  }
}

/** A request that got no answer, or not all of it. */
export function brokenOff(error: unknown): ApiFailure {
  const { code, message } = connectionFailure(error, 'the option url');
  return new ApiFailure(code, message);
}

const adviceByStatus: Partial<Record<number, string>> = {
  401:
    "The api refuses clientId and clientSecret: compare them with the api's INTROSPECTION_CLIENTS. A line break at the " +
    'end of the secret counts.',
  404: "The api is not there: check the option url. It ends in the api's prefix, where there is one, and not in /api/v1.",
  409: 'The api keeps no lease for this service: its database is SQLite, its operator lets nothing be remembered, or the service has 100 leases.',
  429: "This service asks more often than the api's INTROSPECTION_RATE_LIMIT_PER_MINUTE allows, has 200 of them under way, or showed a wrong secret too often.",
};

/** An answer with another status than 200. */
export function statusFailure({ statusCode: status, headers }: Dispatcher.ResponseData): ApiFailure {
  const advice = adviceByStatus[status] ?? generalAdvice(status, first(headers['location']));
  const retryAfter = /^\d{1,4}$/.exec(first(headers['retry-after']) ?? '')?.[0];
  const name = STATUS_CODES[status] ?? 'without a name';
  return new ApiFailure(`HTTP_${status}`, `Status ${status} ${name}. ${advice}`, retryAfter);
}

function generalAdvice(status: number, location: string | undefined): string {
  if (status >= 500) return 'See the logs of the api and of the proxies in front of it.';
  if (status < 300 || status >= 400) return 'That is not an answer of the api: check the option url.';
  const target = originOf(location);
  return (
    `Redirects${target === undefined ? '' : ` (this one to ${target})`} are not followed, because the secret would go ` +
    "along: give the api's own address by the option url."
  );
}

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
