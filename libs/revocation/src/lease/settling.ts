import { leaseBounds, waitedShare, type Clocks } from './clocks.js';

/** A lease as its row shows it. */
export interface LeaseRow {
  id: string;
  leaseMs: number;
  /** The holder has applied all changes up to this sequence. */
  acknowledged: number;
  renewals: number;
}

/** What one statement read of the leases. */
export interface Leases {
  /** The newest change in the same snapshot. */
  newestSequence: number;
  leases: readonly Pick<LeaseRow, 'acknowledged' | 'leaseMs'>[];
}

/**
 * The wait of whoever took a right away, from the commit until nobody relies on that right any more. Made when the commit's answer has
 * arrived, never before: what was renewed after the commit has read the change, and what was renewed before ends within its length.
 */
export class Settling {
  private readonly committedAt: number;
  /** Of the leases that are not known to have applied the change. */
  protected longestLeaseMs: number = leaseBounds.most;

  /** `sequence`: of the change, or the newest one that a transaction saw which found nothing to take away and wrote. */
  constructor(
    readonly sequence: number,
    private readonly clocks: Pick<Clocks, 'monotonic'>,
  ) {
    this.committedAt = clocks.monotonic();
  }

  /** Whether the change may be answered now. Ask with each reading of the leases, and again as time passes, also without one. */
  isSettled(read?: Leases): boolean {
    // A snapshot from before the change may lack leases that were registered since and rely on the right.
    if (read && read.newestSequence >= this.sequence) {
      const behind = read.leases.filter((lease) => lease.acknowledged < this.sequence);
      this.longestLeaseMs = Math.max(0, ...behind.map((lease) => lease.leaseMs));
    }
    return this.clocks.monotonic() - this.committedAt >= waitedShare * this.longestLeaseMs;
  }
}

/** Finds the rows of processes that are gone, which every deletion would wait for. */
export class DeadLeases {
  private seen = new Map<string, { renewals: number; since: number }>();

  constructor(private readonly clocks: Pick<Clocks, 'monotonic'>) {}

  /**
   * Takes all rows, and returns those that were not renewed for so long that their holders do not rely on them. To be removed only where
   * `renewals` is still the number that is returned: one may be renewed meanwhile.
   */
  among<Row extends Pick<LeaseRow, 'id' | 'leaseMs' | 'renewals'>>(rows: readonly Row[]): Row[] {
    const now = this.clocks.monotonic();
    const before = this.seen;
    const sinceOf = ({ id, renewals }: Row) => {
      const last = before.get(id);
      return last?.renewals === renewals ? last.since : now;
    };
    this.seen = new Map(rows.map((row) => [row.id, { renewals: row.renewals, since: sinceOf(row) }]));
    return rows.filter((row) => now - this.seen.get(row.id)!.since >= waitedShare * row.leaseMs);
  }
}
