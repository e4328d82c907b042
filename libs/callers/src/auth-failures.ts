import { ProblemException } from '@pocket/problem-details';
import { MinuteCounts } from './minute-counts.js';

const defaultLimit = 60;

/**
 * Slows down who guesses credentials: beyond so many failures of one client within a minute, a failure is answered 429 and
 * no longer 401. Counted by this process alone. Whoever shows a valid credential is never held up by it.
 */
export class AuthFailures {
  private readonly counts: MinuteCounts;
  private readonly limit: number;

  /** `perMinute`: default 60; 0 = without limit. `now`: as for {@link MinuteCounts}. */
  constructor(perMinute = defaultLimit, now?: () => number) {
    if (!Number.isInteger(perMinute) || perMinute < 0)
      throw new Error(
        `The option authFailuresPerMinute is ${perMinute}: it must be a whole number, or 0 for no limit.`,
      );
    this.limit = perMinute || Infinity;
    this.counts = new MinuteCounts(now);
  }

  /** Counts a failure of this client; returns the 429 where there were too many. */
  add(client: string): ProblemException | undefined {
    if (this.counts.of(client) < this.limit) {
      this.counts.add(client);
      return undefined;
    }
    return this.brake(client);
  }

  /** The 429 where the client has used up its failures; counts nothing. */
  brake(client: string): ProblemException | undefined {
    if (this.counts.of(client) < this.limit) return undefined;
    const seconds = this.counts.secondsLeft(client);
    return new ProblemException('rate_limited', {
      detail: `Too many wrong credentials came from your address; try again in ${seconds} s.`,
      headers: { 'Retry-After': String(seconds) },
    });
  }
}
