import type { Machine } from './machine.js';
import type { Timeline } from './timeline.js';

interface RemovalRequest {
  key: string;
  /** The grants of the key that were committed when the request began. */
  grants: readonly number[];
}

interface Wait {
  machine: Machine;
  life: number;
  pauses: number;
  /** Of the machine's monotonic clock. */
  began: number;
}

/** The longest that a removal may wait after its commit: 1.1 times the longest lease, and one more look. */
const longestWait = 1.1 * 3_000 + 250;

/** Sees everything that is decided, and knows what may not be. */
export class Judge {
  accepts = 0;
  acceptsFromMemory = 0;
  refusals = 0;
  /** Requests that were neither accepted nor refused, as where there is no lease. */
  unavailable = 0;
  removalsAnswered = 0;
  removalsFailed = 0;
  readonly waits: number[] = [];
  readonly staleAccepts: string[] = [];
  /** Removals that waited for longer than they may. */
  readonly longWaits: string[] = [];
  private readonly waiting = new Set<Wait>();
  private readonly grantsOf = new Map<string, number[]>();
  private grants = 0;
  /** By grant: the step in which its removal was answered. */
  private readonly takenAt = new Map<number, number>();

  constructor(private readonly timeline: Timeline) {}

  /** A key is granted from now on. */
  grant(key: string): number {
    const grant = ++this.grants;
    this.grantsOf.set(key, [...(this.grantsOf.get(key) ?? []), grant]);
    return grant;
  }

  removalBegins(key: string): RemovalRequest {
    return { key, grants: this.grantsOf.get(key) ?? [] };
  }

  removalFailed(): void {
    this.removalsFailed++;
  }

  /** Answered 200, or 404 where there was nothing: from now on none of these grants may let anyone in. */
  removalAnswered({ grants }: RemovalRequest, removed: number | undefined): void {
    this.removalsAnswered++;
    for (const grant of removed === undefined ? grants : [...grants, removed])
      if (!this.takenAt.has(grant)) this.takenAt.set(grant, this.timeline.step);
  }

  waitBegins(machine: Machine): Wait {
    const wait = { machine, life: machine.life, pauses: machine.pauses, began: machine.monotonic() };
    this.waiting.add(wait);
    return wait;
  }

  waitEnds(wait: Wait): void {
    this.waiting.delete(wait);
    this.waits.push(wait.machine.monotonic() - wait.began);
    this.judgeWait(wait);
  }

  /** No removal may be waiting for too long when a schedule ends. */
  end(): void {
    for (const wait of this.waiting) this.judgeWait(wait);
  }

  /** A request was decided that began in the step `began`, because of this grant or because there is none. */
  decided(who: string, key: string, grant: number | undefined, began: number, isFromMemory: boolean): void {
    if (grant === undefined) {
      this.refusals++;
      return;
    }
    this.accepts++;
    if (isFromMemory) this.acceptsFromMemory++;
    const taken = this.takenAt.get(grant);
    if (taken !== undefined && taken < began)
      this.staleAccepts.push(`${key} by ${who} at ${this.timeline.now.toFixed(1)} ms`);
  }

  /** What paused or crashed itself is not held up by others. */
  private judgeWait({ machine, life, pauses, began }: Wait): void {
    const ms = machine.monotonic() - began;
    if (life === machine.life && pauses === machine.pauses && ms > longestWait)
      this.longWaits.push(`${machine.name} waited for ${ms.toFixed(0)} ms`);
  }
}
