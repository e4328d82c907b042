import type { Change, LeaseRow, Leases } from '@pocket/revocation/lease';
import { Machine, waitFor, type Task } from './machine.js';
import type { Random } from './random.js';
import type { Timeline } from './timeline.js';

/** What a database server has committed. */
export class Rows {
  /** Keys that exist. A key that is granted again, as a membership may be, has another number each time. */
  readonly grants = new Map<string, number>();
  readonly leases = new Map<string, LeaseRow>();
  /** Of the newest first change on; there always is one. */
  changes: Change[] = [{ sequence: 0, subject: '' }];

  get newest(): number {
    return this.changes.at(-1)!.sequence;
  }
}

/** A row lock: whoever comes first has it first. */
class Lock {
  private isTaken = false;
  private readonly waiting: (() => void)[] = [];

  *take(): Task {
    if (this.isTaken) yield* waitFor<void>((resume) => this.waiting.push(resume));
    this.isTaken = true;
  }

  release(): void {
    this.isTaken = false;
    this.waiting.shift()?.();
  }
}

/** A server of the group, with its own copy of the rows, which may be one of the past. */
export class DatabaseServer extends Machine {
  rows = new Rows();
  /** How many writes of the group its rows have. */
  applied = 0;
  /** Until then it does not hear of the other servers, though processes reach it. */
  isolatedUntil = 0;
  counterLock = new Lock();
  private keyLocks = new Map<string, Lock>();

  /** Goes on after a crash, with the rows that it had. */
  restart(): void {
    this.isUp = true;
    this.counterLock = new Lock();
    this.keyLocks = new Map();
  }

  lockOf(key: string): Lock {
    if (!this.keyLocks.has(key)) this.keyLocks.set(key, new Lock());
    return this.keyLocks.get(key)!;
  }
}

type Write = (rows: Rows) => unknown;

/** What was taken away, or `grant` undefined where there was nothing, and the sequence that has to be waited for. */
export interface Removal {
  grant?: number;
  sequence: number;
}

/**
 * Servers that agree on one order of writes. One is the primary and alone commits; another is elected if it hangs. Any of them answers
 * reads, from whatever past it is in.
 */
export class Group {
  readonly servers: DatabaseServer[];
  /** Were the primary once; processes may still be connected to them. */
  readonly former = new Set<DatabaseServer>();
  primary: DatabaseServer;
  private readonly writes: Write[] = [];
  private elections = 0;
  /** How many writes the primary has to apply before it executes others. */
  private backlog = 0;

  constructor(
    private readonly timeline: Timeline,
    private readonly random: Random,
  ) {
    this.servers = ['db1', 'db2', 'db3'].map((name) => new DatabaseServer(timeline, name));
    this.primary = this.servers[0]!;
  }

  /** How many writes were committed. */
  get committed(): number {
    return this.writes.length;
  }

  /** Commits at once, as what was there before the schedule began, or without a network. */
  commitAtOnce(write: Write): void {
    write(this.primary.rows);
    this.writes.push(write);
    this.primary.applied = this.writes.length;
  }

  /**
   * Executes a transaction and commits what it returns; undefined if that failed. It begins once the primary has applied what was
   * committed by the one before it.
   */
  private *transaction<T>(
    server: DatabaseServer,
    statements: () => Task<(rows: Rows) => T>,
  ): Task<T | undefined> {
    const { elections } = this;
    while (server === this.primary && server.applied < this.backlog) yield* server.sleep(5);
    const write = yield* statements();
    yield* server.sleep(this.random.between(0.1, 1));
    if (server !== this.primary || elections !== this.elections || this.isAlone(server)) return undefined;
    const result = write(server.rows);
    this.writes.push(write);
    server.applied = this.writes.length;
    yield* server.sleep(this.random.between(0, 0.5));
    return result;
  }

  /** One statement that commits by itself. `statement` sees what there is when it begins, and returns what it does. */
  private *commit<T>(server: DatabaseServer, statement: () => (rows: Rows) => T): Task<T | undefined> {
    return yield* this.transaction(server, function* () {
      yield* server.sleep(0.1);
      return statement();
    });
  }

  /** Elects another primary after so long, if the present one still hangs. It takes `lagMs` until it has applied everything. */
  electAfter(ms: number, behind: number, lagMs: number): void {
    const { primary } = this;
    this.timeline.after(ms, () => {
      const candidates = this.servers.filter((server) => server !== primary && server.isRunning);
      const hangs = !primary.isRunning || this.isAlone(primary);
      if (this.primary !== primary || !hangs || candidates.length === 0) return;
      const next = this.random.of(candidates);
      this.applyUntil(next, this.writes.length - behind);
      this.backlog = this.writes.length;
      this.elections++;
      this.former.add(primary);
      this.former.delete(next);
      this.primary = next;
      const { applied } = next;
      const missing = this.backlog - applied;
      for (let i = 1; i <= missing; i++)
        this.timeline.after((lagMs * i) / missing, () => this.applyUntil(next, applied + i));
    });
  }

  /** A server that is no primary any more finds that out, and applies what it has missed. */
  rejoin(server: DatabaseServer): void {
    if (server !== this.primary) this.applyUntil(server, this.writes.length);
  }

  private isAlone(server: DatabaseServer): boolean {
    return Math.max(server.isolatedUntil, server.cutOffUntil) > this.timeline.now;
  }

  private applyUntil(server: DatabaseServer, count: number): void {
    while (server.applied < count) this.writes[server.applied++]!(server.rows);
  }

  /** Takes a key away and writes the change, in one transaction; where there is no key, the transaction writes something else. */
  *remove(server: DatabaseServer, key: string): Task<Removal | undefined> {
    const { random } = this;
    const locks: Lock[] = [];
    function* lock(lock: Lock): Task {
      yield* lock.take();
      locks.push(lock);
    }
    const removal = yield* this.transaction<Removal>(server, function* () {
      yield* lock(server.lockOf(key));
      const grant = server.rows.grants.get(key);
      yield* server.sleep(random.between(0, 1));
      if (grant === undefined) {
        const sequence = server.rows.newest;
        return () => ({ sequence });
      }
      yield* lock(server.counterLock);
      const sequence = server.rows.newest + 1;
      return (rows) => {
        rows.grants.delete(key);
        rows.changes.push({ sequence, subject: key });
        return { grant, sequence };
      };
    });
    for (const lock of locks) lock.release();
    return removal;
  }

  /** The key and the newest sequence, in one statement. */
  lookUp(server: DatabaseServer, key: string): { grant: number | undefined; position: number } {
    return { grant: server.rows.grants.get(key), position: server.rows.newest };
  }

  /** Inserts a lease row with the newest sequence that the statement has seen; fails where the id is in use. */
  insertLease(server: DatabaseServer, id: string, leaseMs: number): Task<true | undefined> {
    return this.commit(server, () => {
      const acknowledged = server.rows.newest;
      return (rows) => {
        if (rows.leases.has(id)) return undefined;
        rows.leases.set(id, { id, leaseMs, acknowledged, renewals: 0 });
        return true as const;
      };
    });
  }

  /** Whether there was a row to update. */
  updateLease(server: DatabaseServer, id: string, acknowledged: number): Task<boolean | undefined> {
    return this.commit(server, () => (rows) => {
      const row = rows.leases.get(id);
      if (row) rows.leases.set(id, { ...row, acknowledged, renewals: row.renewals + 1 });
      return row !== undefined;
    });
  }

  /** Removes a lease row; where `renewals` is given, only if it is still that number. */
  removeLease(server: DatabaseServer, id: string, renewals?: number): Task<true | undefined> {
    return this.commit(server, () => (rows) => {
      if (renewals === undefined || rows.leases.get(id)?.renewals === renewals) rows.leases.delete(id);
      return true as const;
    });
  }

  leases(server: DatabaseServer): Leases & { leases: LeaseRow[] } {
    return { newestSequence: server.rows.newest, leases: [...server.rows.leases.values()] };
  }

  /** The changes from this sequence on, itself included. */
  changesFrom(server: DatabaseServer, sequence: number): Change[] {
    const { changes } = server.rows;
    return changes.slice(Math.max(0, sequence - changes[0]!.sequence));
  }

  /** Removes changes that all leases have acknowledged, never the newest. */
  prune(server: DatabaseServer): Task<true | undefined> {
    return this.commit(server, () => {
      const { newest, leases } = server.rows;
      const kept = Math.min(newest, ...[...leases.values()].map((lease) => lease.acknowledged));
      return (rows) => {
        rows.changes = rows.changes.filter((change) => change.sequence >= kept);
        return true as const;
      };
    });
  }
}
