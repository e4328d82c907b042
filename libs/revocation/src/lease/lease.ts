import { leaseBounds, reliedShare, type Clocks } from './clocks.js';

/** A row of the changes that took a right away. Sequences become visible in order and without gaps. */
export interface Change {
  sequence: number;
  /** Whose right it was: the hash of a key, or a hash that names a membership. */
  subject: string;
}

/** What was true just before a registration or a renewal was sent. */
export interface Sent {
  /** Up to here all changes were applied: what a renewal acknowledges, and from where on it reads changes. */
  readonly position: number;
  readonly registration: number;
  readonly monotonic: number;
  readonly wall: number;
}

/**
 * A process's permission to rely on what it was told: as long as it holds, whoever takes a right away waits for this process. The
 * process applies the changes in order; an answer counts only if no change since it was read concerns its subject.
 *
 * The owner writes and reads: it inserts a row under a new random id and then reads the newest sequence ({@link registered}); renews by
 * an UPDATE of that row, committed by itself, and then reads the changes on the same connection ({@link renewed}); may look for
 * changes in between ({@link apply}). While {@link id} is undefined there is no lease, and it registers anew.
 */
export class Lease {
  /** Of the row in the database; undefined where there is no lease. It may have run out and still be renewed: see {@link holds}. */
  id?: string;
  /** The sequence up to which all changes were applied. */
  position = 0;
  /** Grows with each registration and each loss. */
  registration = 0;
  /** Answers that were read at an earlier position never count, since not all later changes are on record. */
  protected floor = 0;
  /** The last change of each subject, the oldest first. */
  private readonly applied = new Map<string, number>();
  private sent?: Sent;
  private reliedMs = 0;

  /** `recordedSubjects`: of how many subjects the last change is remembered, about 150 bytes each. */
  constructor(
    private readonly clocks: Clocks,
    private readonly recordedSubjects = 10_000,
  ) {}

  /** To be called just before a registration or renewal is sent; its answer belongs to what this returns. */
  begin(): Sent {
    const { position, registration, clocks } = this;
    return { position, registration, monotonic: clocks.monotonic(), wall: clocks.wall() };
  }

  /**
   * The row was inserted, and *then* `position` was read, the newest sequence. Without effect if the lease was lost or registered since
   * `sent`. Throws a RangeError if `leaseMs` is not between 1 and {@link leaseBounds}.
   */
  registered(id: string, sent: Sent, position: number, leaseMs: number): void {
    if (!(leaseMs >= 1 && leaseMs <= leaseBounds.most))
      throw new RangeError(`A lease of ${leaseMs} ms: it must be between 1 and ${leaseBounds.most} ms.`);
    if (sent.registration !== this.registration) return;
    this.lose();
    this.id = id;
    this.sent = sent;
    this.position = position;
    this.floor = position;
    this.reliedMs = reliedShare * leaseMs;
  }

  /**
   * The row was updated, and *then* the changes from `sent.position` on, that one included, were read in order. Extends the lease, from
   * the moment before the UPDATE was sent. No changes, as where no row was updated, and a gap in them lose the lease. Without effect if
   * the lease was lost or registered since `sent`.
   */
  renewed(sent: Sent, changes: readonly Change[]): void {
    if (sent.registration !== this.registration) return;
    const newest = changes.at(-1)?.sequence ?? -1;
    // A database that knows less than had been applied has lost changes.
    if (newest < sent.position) return this.lose();
    this.apply(changes);
    if (this.id !== undefined) this.sent = sent;
  }

  /** Applies changes in order, those that are applied already excepted. A gap loses the lease. */
  apply(changes: readonly Change[]): void {
    for (const { sequence, subject } of changes) {
      if (this.id === undefined) return;
      if (sequence <= this.position) continue;
      if (sequence === this.position + 1) this.record(sequence, subject);
      else this.lose();
    }
  }

  /** Nothing counts until it is registered anew. To be called before a process removes its row. */
  lose(): void {
    this.registration++;
    this.id = undefined;
    this.sent = undefined;
    this.applied.clear();
  }

  /** Whether the process may rely on the lease at this moment: both clocks are read, so ask at each use and remember no answer. */
  holds(): boolean {
    const { sent, clocks, reliedMs } = this;
    if (sent === undefined) return false;
    const monotonic = clocks.monotonic() - sent.monotonic;
    const wall = clocks.wall() - sent.wall;
    // A wall clock that was set back does not show a suspension.
    return monotonic >= 0 && monotonic < reliedMs && wall >= 0 && wall < reliedMs;
  }

  /**
   * Whether an answer about this subject counts at this moment. `position`: the newest sequence in the snapshot from which the answer
   * was read.
   */
  counts(subject: string, position: number): boolean {
    return this.holds() && position >= this.floor && (this.applied.get(subject) ?? position) <= position;
  }

  private record(sequence: number, subject: string): void {
    this.position = sequence;
    this.applied.delete(subject);
    this.applied.set(subject, sequence);
    if (this.applied.size <= this.recordedSubjects) return;
    const [oldest, last] = this.applied.entries().next().value!;
    this.applied.delete(oldest);
    this.floor = last;
  }
}
