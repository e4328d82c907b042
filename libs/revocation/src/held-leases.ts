import { hash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Mutex } from 'async-mutex';
import DataLoader from 'dataloader';
import { DeadlineError } from '@pocket/problem-details';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { DatabaseLease } from './database-lease.js';
import { LeaseConnection } from './lease-connection.js';
import { leaseOf, registerLease, removeDeadLease } from './lease-rows.js';
import { clocks } from './lease/clocks.js';
import type { Change } from './lease/lease.js';
import { DeadLeases } from './lease/settling.js';

/** Leases of one holder. */
export const mostLeases = 100;
/** Who is behind by more revocations forgets everything and begins anew: no answer lists more. */
const mostChanges = 500;
/** Renewals that arrive within so many milliseconds are one statement. */
const togetherMs = 10;
/** Renewals of one statement. */
const mostTogether = 500;

/** Whoever wants to register waits so long for others at most: later its request has been answered. */
const patienceMs = 1_000;

const ofHolder = 'SELECT id, lease_ms, acknowledged, renewals FROM verifier_leases WHERE id LIKE ?';
const look =
  'SELECT r.sequence, r.subject, c.memory FROM revocation_counter c JOIN revocations r ' +
  `ON r.sequence >= GREATEST(?, c.sequence - ${mostChanges}) WHERE c.id = 1 ORDER BY r.sequence`;

/** What a verifier says of itself. */
interface Renewal {
  id: string;
  acknowledged: number;
}

/**
 * Leases that this process keeps in the database for verifiers that cannot reach it. A holder is known by a name, and touches no
 * lease of another; its verifiers apply the revocations themselves ({@link Lease}).
 */
export class HeldLeases implements OnApplicationShutdown {
  private readonly connection: LeaseConnection;
  private readonly holders = new Map<string, { registering: Mutex; dead: DeadLeases }>();
  private readonly releases = inBatches((batch: readonly string[]) => this.releaseAll(batch));
  private readonly renewals = inBatches((batch: readonly Renewal[]) => this.renewAll(batch));
  private readonly looks = inBatches((batch: readonly Look[]) => this.changesOfAll(batch));

  /** Of the database that verifiers follow; none on SQLite, where nobody remembers anything. */
  static of(dataSource: DataSource): HeldLeases | undefined {
    const own = DatabaseLease.of(dataSource);
    return own && new HeldLeases(dataSource, own);
  }

  /** `own`: the lease of this process, by which it learns that there is something new. */
  private constructor(
    dataSource: DataSource,
    private readonly own: DatabaseLease,
  ) {
    this.connection = new LeaseConnection(dataSource);
  }

  /** A lease for a verifier of this holder, and the newest sequence of revocations; or why there is none. */
  async register(
    holder: string,
    leaseMs: number,
  ): Promise<{ id: string; position: number } | 'too many leases' | 'memory is off'> {
    const end = performance.now() + patienceMs;
    const { registering, dead } = this.holderOf(holder);
    // One after the other, so that they are counted right, as far as they register by this process.
    return registering.runExclusive(() => {
      if (performance.now() > end) throw new DeadlineError('The database');
      return this.onOneConnection(async () => {
        const prefix = prefixOf(holder);
        const rows = await this.connection.rows(ofHolder, [`${prefix}%`]);
        if (rows.length - (await this.removeDead(dead, rows)) >= mostLeases) return 'too many leases';
        const id = prefix + randomBytes(12).toString('base64url');
        const { position, mayRemember } = await registerLease(this.connection, id, leaseMs);
        if (mayRemember) return { id, position };
        await this.releaseAll([id]);
        return 'memory is off';
      });
    });
  }

  /**
   * Renews a lease of this holder; resolves with all revocations from the acknowledged one on, that one included, once there is a
   * later one, or after so many milliseconds. None: the lease is gone, or its verifier has to begin anew.
   */
  async renew(holder: string, { id, acknowledged }: Renewal, waitMs: number): Promise<readonly Change[]> {
    if (!id.startsWith(prefixOf(holder))) return [];
    // Not renewed, its row dies: else nothing could be pruned as long as it says that it is behind.
    if (acknowledged < this.own.lease.position - mostChanges) return [];
    const drops = await this.renewals.load({ id, acknowledged });
    if (drops === undefined) return [];
    await this.own.untilPast(acknowledged, waitMs);
    return this.looks.load({ acknowledged, drops });
  }

  /** Nobody waits for this verifier any more. */
  async release(holder: string, id: string): Promise<void> {
    if (id.startsWith(prefixOf(holder))) await this.releases.load(id);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connection.close();
  }

  /** With the number of {@link LeaseConnection.drops}, by which a later look knows that it goes over the same connection. */
  private async renewAll(batch: readonly Renewal[]): Promise<(number | undefined)[]> {
    return this.onOneConnection(async () => {
      const positions = new Map(batch.map(({ id, acknowledged }) => [id, acknowledged]));
      const list = [...positions.keys()].map(() => '?').join(', ');
      const renewed = await this.connection.change(
        `UPDATE verifier_leases SET acknowledged = CASE id ${'WHEN ? THEN ? '.repeat(positions.size)}END, ` +
          `renewals = renewals + 1 WHERE id IN (${list})`,
        [...[...positions].flat(), ...positions.keys()],
        'query',
      );
      const { drops } = this.connection;
      if (renewed === positions.size) return batch.map(() => drops);
      const rows = await this.connection.rows(
        `SELECT id FROM verifier_leases WHERE id IN (${list})`,
        [...positions.keys()],
        'query',
      );
      const there = new Set(rows.map((row) => row['id']));
      return batch.map(({ id }) => (there.has(id) ? drops : undefined));
    });
  }

  private async changesOfAll(batch: readonly Look[]): Promise<(Change[] | Error)[]> {
    return this.onOneConnection(async () => {
      const rows = await this.connection.rows(look, [Math.min(...batch.map((one) => one.acknowledged))]);
      const isAllowed = Number(rows[0]?.['memory']) === 1;
      const changes = rows.map((row) => ({
        sequence: Number(row['sequence']),
        subject: String(row['subject']),
      }));
      return batch.map(({ acknowledged, drops }) => {
        // Another server may not know yet what was committed before the renewal.
        if (drops !== this.connection.drops) return new DeadlineError('The database');
        const from = changes.findIndex(({ sequence }) => sequence === acknowledged);
        return isAllowed && from >= 0 ? changes.slice(from) : [];
      });
    });
  }

  private async releaseAll(batch: readonly string[]): Promise<true[]> {
    const ids = [...new Set(batch)];
    const list = ids.map(() => '?').join(', ');
    await this.onOneConnection(() =>
      this.connection.change(`DELETE FROM verifier_leases WHERE id IN (${list})`, ids, 'query'),
    );
    return batch.map(() => true);
  }

  /** How many. */
  private async removeDead(dead: DeadLeases, rows: readonly Record<string, unknown>[]): Promise<number> {
    let removed = 0;
    for (const { id, renewals } of dead.among(rows.map(leaseOf)))
      removed += await this.connection.change(removeDeadLease, [id, renewals]);
    return removed;
  }

  private holderOf(name: string): { registering: Mutex; dead: DeadLeases } {
    const holder = this.holders.get(name) ?? { registering: new Mutex(), dead: new DeadLeases(clocks) };
    this.holders.set(name, holder);
    return holder;
  }

  private async onOneConnection<T>(work: () => Promise<T>): Promise<T> {
    const { drops } = this.connection;
    try {
      const done = await work();
      if (drops !== this.connection.drops) throw new DeadlineError('The database');
      return done;
    } catch (error) {
      this.connection.drop(drops);
      throw error;
    }
  }
}

interface Look {
  acknowledged: number;
  drops: number;
}

/** One batch after the other, so that slow ones become larger and not more. */
function inBatches<Item, Result>(work: (batch: readonly Item[]) => Promise<(Result | Error)[]>) {
  let running: Promise<unknown> = Promise.resolve();
  const start = (batch: readonly Item[]) => {
    const done = running.then(() => work(batch));
    running = done.catch(() => undefined);
    return done;
  };
  return new DataLoader<Item, Result>(start, {
    cache: false,
    maxBatchSize: mostTogether,
    batchScheduleFn: (begin) => void Promise.all([running, sleep(togetherMs)]).then(begin),
  });
}

/** What the ids of a holder's leases begin with. */
const prefixOf = (holder: string) => `${hash('sha256', holder, 'hex').slice(0, 12)}-`;
