import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { needStatement } from '@pocket/database';
import { DeadlineError } from '@pocket/problem-details';
import type { DataSource } from 'typeorm';
import { clocks, leaseBounds } from './lease/clocks.js';
import { LeaseConnection } from './lease-connection.js';
import { neededForLeases, registerLease, removeLease } from './lease-rows.js';
import { Lease, type Change, type Sent } from './lease/lease.js';

/** Between two looks for revocations: what a deletion waits for, about. */
const lookMs = 50;
/** Renewals while one lease lasts. */
const renewalsPerLease = 4;
/** Rows of one look. */
const most = 1_000;

const renew = 'UPDATE verifier_leases SET acknowledged = ?, renewals = renewals + 1 WHERE id = ?';
const look =
  'SELECT r.sequence, r.subject, c.memory FROM revocations r JOIN revocation_counter c ON c.id = 1 ' +
  `WHERE r.sequence >= ? ORDER BY r.sequence LIMIT ${most}`;

/**
 * The lease of this process on a MySQL database, kept while somebody uses it: a row that says how far the process has
 * followed the revocations. Where it cannot be renewed it runs out by itself, and nothing counts until it can.
 */
export class DatabaseLease {
  readonly lease = new Lease(clocks);
  private leaseMs: number = leaseBounds.usual;
  /** The operator lets processes answer from memory. */
  mayRemember = false;
  private readonly logger = new Logger(DatabaseLease.name);
  private connection: LeaseConnection;
  private readonly waiting = new Set<() => void>();
  private users = 0;
  private renewedAt = 0;
  /** What the row says. */
  private acknowledged?: number;
  private closing?: AbortController;
  private running: Promise<void> = Promise.resolve();
  private hasFailed = false;

  /** The one of this DataSource; none on SQLite, which every process reads for itself. */
  static of(dataSource: DataSource, leaseMs?: number): DatabaseLease | undefined {
    if (dataSource.options.type === 'better-sqlite3') return undefined;
    const known = leases.get(dataSource) ?? new DatabaseLease(dataSource);
    leases.set(dataSource, known);
    // For the next registration.
    if (leaseMs !== undefined) known.leaseMs = leaseMs;
    return known;
  }

  private constructor(private readonly dataSource: DataSource) {
    needStatement(dataSource, renew);
    for (const sql of [look, ...neededForLeases]) needStatement(dataSource, sql);
  }

  /** Keeps the lease until {@link close} was called as often as this. */
  open(): void {
    if (this.users++ > 0) return;
    this.connection = new LeaseConnection(this.dataSource);
    this.closing = new AbortController();
    this.running = this.keep(this.closing.signal);
  }

  /** Nothing counts from now on; nobody waits for this process any more. */
  async close(): Promise<void> {
    if (this.users === 0 || --this.users > 0) return;
    const { id } = this.lease;
    this.lease.lose();
    this.closing?.abort();
    await this.running;
    if (id) await this.connection.change(removeLease, [id]).catch(() => undefined);
    await this.connection.close();
  }

  /** Resolves when the lease has been renewed or revocations were applied. Rejects after so many milliseconds. */
  nextRenewal(limitMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const renewed = () => {
        clearTimeout(timer);
        this.waiting.delete(renewed);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.delete(renewed);
        reject(new DeadlineError('The database'));
      }, limitMs);
      this.waiting.add(renewed);
    });
  }

  /** Resolves once a revocation after this position was applied, and after so many milliseconds at the latest. */
  async untilPast(position: number, limitMs: number): Promise<void> {
    const end = performance.now() + limitMs;
    while (this.lease.position <= position) {
      const left = end - performance.now();
      if (left <= 0) return;
      await this.nextRenewal(left).catch(() => undefined);
    }
  }

  private async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.step(signal);
        this.hasFailed = false;
      } catch (error) {
        this.connection.drop();
        if (!this.hasFailed && !signal.aborted)
          this.logger.warn(`The lease could not be renewed: ${(error as Error).message}`);
        this.hasFailed = true;
      }
      await sleep(lookMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private async step(signal: AbortSignal): Promise<void> {
    const sent = this.lease.begin();
    if (this.lease.id === undefined) return this.register(sent, signal);
    const isDue = sent.monotonic - this.renewedAt >= this.leaseMs / renewalsPerLease;
    if (!isDue && this.acknowledged === sent.position) {
      this.lease.apply(await this.changes(sent.position));
      if (this.lease.position === sent.position) return;
      this.tellRenewed();
      // Whoever revoked something waits for the acknowledgement.
      return this.step(signal);
    }
    if ((await this.connection.change(renew, [sent.position, this.lease.id])) === 0) return this.lease.lose();
    // After the renewal, and on the same connection: whoever takes a right away later finds the renewal.
    const changes = await this.changes(sent.position);
    if (signal.aborted) return;
    this.lease.renewed(sent, changes);
    this.renewedAt = sent.monotonic;
    this.acknowledged = sent.position;
    this.tellRenewed();
  }

  private async register(sent: Sent, signal: AbortSignal): Promise<void> {
    const [id, { leaseMs }] = [randomUUID(), this];
    const { position, mayRemember } = await registerLease(this.connection, id, leaseMs);
    // Nobody would renew it, and the next deletion would wait for it.
    if (signal.aborted) return void (await this.connection.change(removeLease, [id]));
    this.mayRemember = mayRemember;
    this.acknowledged = undefined;
    this.lease.registered(id, sent, position, leaseMs);
    this.tellRenewed();
  }

  /** All from this one on, which is there as long as somebody has a lease that has not acknowledged the next. */
  private async changes(position: number): Promise<Change[]> {
    const changes: Change[] = [];
    for (;;) {
      const rows = await this.connection.rows(look, [(changes.at(-1)?.sequence ?? position - 1) + 1]);
      for (const row of rows)
        changes.push({ sequence: Number(row['sequence']), subject: String(row['subject']) });
      const isAllowed = Number(rows[0]?.['memory'] ?? this.mayRemember) === 1;
      // Also what would count again later: nobody says what is deleted while memory is off.
      if (this.mayRemember && !isAllowed) this.lease.lose();
      this.mayRemember = isAllowed;
      if (rows.length < most) return changes;
    }
  }

  private tellRenewed(): void {
    for (const renewed of this.waiting) renewed();
  }
}

const leases = new WeakMap<DataSource, DatabaseLease>();
