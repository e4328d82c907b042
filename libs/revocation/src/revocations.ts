import { setTimeout as sleep } from 'node:timers/promises';
import { needStatement } from '@pocket/database';
import { DeadlineError } from '@pocket/problem-details';
import type { DataSource, EntityManager } from 'typeorm';
import { leaseOf, removeDeadLease } from './lease-rows.js';
import { clocks } from './lease/clocks.js';
import { DeadLeases, Settling, type LeaseRow, type Leases } from './lease/settling.js';

/** Between two looks whether every process knows, and between those for dead leases while nobody waits. */
const lookMs = { waiting: 10, tidying: 250 };
/** So many of them are kept though every lease has acknowledged them; as many leave at once. */
const kept = 1_000;

const count = 'UPDATE revocation_counter SET sequence = sequence + ? WHERE id = 1';
const counted = 'SELECT sequence FROM revocation_counter WHERE id = 1';
const note = 'INSERT INTO revocations (sequence, subject) VALUES (?, ?)';
const snapshot =
  'SELECT c.sequence, l.id, l.lease_ms, l.acknowledged, l.renewals FROM revocation_counter c ' +
  'LEFT JOIN verifier_leases l ON l.lease_ms > 0 WHERE c.id = 1';
const prune = 'DELETE FROM revocations WHERE sequence <= ?';

/** What is revoked on a database, and whether every process that verifies there knows it. */
export class Revocations {
  private readonly waiting = new Map<Settling, () => void>();
  private isLooking = false;
  private pause = new AbortController();
  private prunedTo = 0;

  /** Those of this DataSource; none on SQLite, where no process relies on what it has read before. */
  static of(dataSource: DataSource): Revocations | undefined {
    if (dataSource.options.type === 'better-sqlite3') return undefined;
    const known = all.get(dataSource) ?? new Revocations(dataSource);
    all.set(dataSource, known);
    return known;
  }

  private constructor(private readonly dataSource: DataSource) {
    for (const sql of [snapshot, `${count} AND 1 = 0`, removeDeadLease, prune])
      needStatement(dataSource, sql);
  }

  /**
   * Notes in a transaction, as its last statements, what it revokes; returns the sequence to wait for. The counter's row
   * stays locked until the end, so that sequences become visible in order.
   */
  async note(manager: EntityManager, subjects: readonly string[]): Promise<number> {
    await manager.query(count, [subjects.length]);
    const [row] = await manager.query<{ sequence: unknown }[]>(counted);
    if (!row) throw new Error('The table revocation_counter is empty.');
    const newest = Number(row.sequence);
    for (const [index, subject] of subjects.entries())
      await manager.query(note, [newest - subjects.length + 1 + index, subject]);
    return newest;
  }

  /** Resolves once no process relies on what was before this sequence, which has been committed. */
  async settled(sequence: number): Promise<void> {
    const settling = new Settling(sequence, clocks);
    const done = new Promise<void>((resolve) => this.waiting.set(settling, resolve));
    this.pause.abort();
    if (!this.isLooking) void this.look();
    return done;
  }

  /** For all that wait, and on until dead leases are gone, so that the next one does not wait for them. */
  private async look(): Promise<void> {
    this.isLooking = true;
    const dead = new DeadLeases(clocks);
    let isBehind = false;
    while (this.waiting.size > 0 || isBehind) {
      const found = await this.read().catch(() => undefined);
      for (const [settling, resolve] of this.waiting)
        if (settling.isSettled(found)) {
          this.waiting.delete(settling);
          resolve();
        }
      isBehind =
        found !== undefined && found.leases.some((lease) => lease.acknowledged < found.newestSequence);
      if (found) await this.tidy(found, dead.among(found.leases)).catch(() => undefined);
      if (this.waiting.size > 0) await sleep(lookMs.waiting);
      else if (isBehind) await this.untilSomebodyWaits();
    }
    this.isLooking = false;
  }

  private async untilSomebodyWaits(): Promise<void> {
    this.pause = new AbortController();
    await sleep(lookMs.tidying, undefined, { signal: this.pause.signal, ref: false }).catch(() => undefined);
  }

  private async read(): Promise<Snapshot> {
    const rows = await this.dataSource.query<Record<string, unknown>[]>(snapshot);
    if (!rows[0]) throw new DeadlineError('The database');
    return {
      newestSequence: Number(rows[0]['sequence']),
      leases: rows.filter((row) => row['id'] !== null).map(leaseOf),
    };
  }

  private async tidy({ newestSequence, leases }: Snapshot, dead: LeaseRow[]): Promise<void> {
    for (const { id, renewals } of dead) await this.dataSource.query(removeDeadLease, [id, renewals]);
    const known = Math.min(newestSequence, ...leases.map(({ acknowledged }) => acknowledged));
    if (known - this.prunedTo < 2 * kept) return;
    this.prunedTo = known - kept;
    await this.dataSource.query(prune, [this.prunedTo]);
  }
}

interface Snapshot extends Leases {
  leases: readonly LeaseRow[];
}

const all = new WeakMap<DataSource, Revocations>();
