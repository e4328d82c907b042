import { LRUCache } from 'lru-cache';
import type { Clocks } from './clocks.js';
import type { Lease } from './lease.js';

/** What was answered. */
export interface Answer<T> {
  readonly value: T;
  /** Nothing of it was taken away in the changes up to this sequence. */
  readonly position: number;
}

interface RememberedAnswer<T> {
  readonly value: T;
  readonly subject: string;
  position: number;
  /** Of the monotonic clock. */
  readonly until: number;
}

/** Answers by question. Each is returned only as long as it counts ({@link Lease.counts}) and for a limited time. */
export class RememberedAnswers<T> {
  private readonly answers: LRUCache<string, RememberedAnswer<T>>;
  private registration?: number;

  /** `max`: answers that are remembered at once; of more, the one that was asked for longest ago is forgotten. */
  constructor(
    private readonly lease: Lease,
    private readonly clocks: Pick<Clocks, 'monotonic'>,
    max: number,
  ) {
    this.answers = new LRUCache({ max });
  }

  /** The answer that may be relied on at this moment, and that another process may be told with its position. */
  get(question: string): Answer<T> | undefined {
    this.forgetEarlierRegistrations();
    const { lease } = this;
    const answer = this.answers.get(question);
    if (answer === undefined || !lease.counts(answer.subject, answer.position)) return undefined;
    if (answer.until <= this.clocks.monotonic()) return undefined;
    // No change up to here concerned it; who registered later counts nothing that is older.
    answer.position = Math.max(answer.position, lease.position);
    return { value: answer.value, position: answer.position };
  }

  /**
   * Remembers an answer for `ms` milliseconds; of a refusal remember less, since whoever gets a right should not wait for it. `subject`:
   * how a change names what the answer is about.
   */
  set(question: string, answer: Answer<T> & { subject: string }, ms = 60_000): void {
    this.forgetEarlierRegistrations();
    const { value, subject, position } = answer;
    // A whole number, which V8 keeps in the entry itself.
    const until = Math.round(this.clocks.monotonic()) + ms;
    this.answers.set(question, { value, subject, position, until });
  }

  /** A lost lease may mean that the database's history is another one, in which positions say nothing of these answers. */
  private forgetEarlierRegistrations(): void {
    if (this.registration === this.lease.registration) return;
    this.registration = this.lease.registration;
    this.answers.clear();
  }
}
