import { LRUCache } from 'lru-cache';
import type { Clocks } from './clocks.js';
import type { Lease } from './lease.js';

/** What was answered. */
export interface Answer<T> {
  readonly value: T;
  /** Nothing of it was taken away in the changes up to this sequence. */
  readonly position: number;
}

/** What is remembered of an answer, in one object with its value, since a second one would take 32 bytes more. */
export interface Remembered {
  /** As of the answer. */
  position: number;
  /** Of the monotonic clock; {@link RememberedAnswers} sets it. */
  until: number;
}

/** Answers by question. Each is returned only as long as it counts ({@link Lease.counts}) and for a limited time. */
export class RememberedAnswers<T extends Remembered> {
  private readonly answers: LRUCache<string, T>;
  private registration?: number;

  /**
   * `max`: answers that are remembered at once; of more, the one that was asked for longest ago is forgotten. `subjectOf`: how a change
   * names what the answer is about.
   */
  constructor(
    private readonly lease: Lease,
    private readonly clocks: Pick<Clocks, 'monotonic'>,
    max: number,
    private readonly subjectOf: (value: T) => string,
  ) {
    this.answers = new LRUCache({ max });
  }

  /** The answer that may be relied on at this moment, and that another process may be told with its position. */
  get(question: string): Answer<T> | undefined {
    this.forgetEarlierRegistrations();
    const { lease } = this;
    const value = this.answers.get(question);
    if (value === undefined || !lease.counts(this.subjectOf(value), value.position)) return undefined;
    if (value.until <= this.clocks.monotonic()) return undefined;
    // No change up to here concerned it; who registered later counts nothing that is older.
    value.position = Math.max(value.position, lease.position);
    return { value, position: value.position };
  }

  /**
   * Remembers an answer, in this very object, for `ms` milliseconds; of a refusal remember less, since whoever gets a right should not
   * wait for it.
   */
  set(question: string, value: T, ms = 60_000): void {
    this.forgetEarlierRegistrations();
    // A whole number, which V8 keeps in the object itself.
    value.until = Math.round(this.clocks.monotonic()) + ms;
    this.answers.set(question, value);
  }

  /** A lost lease may mean that the database's history is another one, in which positions say nothing of these answers. */
  private forgetEarlierRegistrations(): void {
    if (this.registration === this.lease.registration) return;
    this.registration = this.lease.registration;
    this.answers.clear();
  }
}
