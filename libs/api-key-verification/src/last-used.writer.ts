import { Logger, type OnApplicationShutdown, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { FailureLog } from '@pocket/problem-details';

/** Between two writes of one key; with the tick this keeps `last_used_at` less than 60 s behind. */
const intervalMs = 59_000;
const tickMs = 500;
/** So that a batch stays a short transaction. */
const batchSize = 500;

/** Where uses are written. */
export interface UsedKeys {
  /** The last use of each key, by its id; one that is older than what is known changes nothing. */
  markUsed(uses: ReadonlyMap<string, Date>): Promise<void>;
  /** After the last one. */
  close(): Promise<void>;
}

const logger = new Logger('LastUsedWriter');

interface Use {
  /** The newest use that is not written yet. */
  pending?: Date;
  /** When a write last succeeded. */
  writtenAt: number;
}

/**
 * Writes `last_used_at` beside the requests: the first use within half a second, then at most once a minute
 * per key, in batches. A failed write is tried again and never fails a request; shutdown writes the rest.
 */
export class LastUsedWriter implements OnModuleInit, OnModuleDestroy, OnApplicationShutdown {
  private readonly failures = new FailureLog((line) => logger.warn(line));
  private readonly uses = new Map<string, Use>();
  private timer?: NodeJS.Timeout;
  private writing: Promise<void> = Promise.resolve();
  /** What follows it, as often as it is asked for meanwhile. */
  private waiting?: Promise<void>;
  private waitingFor = -Infinity;
  private closing = false;

  constructor(private readonly keys: UsedKeys) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.flush(Date.now() - intervalMs), tickMs).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.closing = true;
    await this.flush(Infinity);
  }

  /** The requests have ended: what they noted is written before the connection is closed. */
  async onApplicationShutdown(): Promise<void> {
    await this.flush(Infinity);
    await this.keys.close();
  }

  /** Notes an accepted use. */
  record(keyId: string, at: Date): void {
    const use = this.uses.get(keyId);
    if (use) use.pending = at;
    else this.uses.set(keyId, { pending: at, writtenAt: -Infinity });
    // Requests that were still under way when the shutdown began are written at once: no tick follows.
    if (this.closing) void this.flush(Infinity);
  }

  /** Writes what is pending of the keys whose last write is older than `writtenBefore` (ms since 1970). */
  flush(writtenBefore: number): Promise<void> {
    this.waitingFor = Math.max(this.waitingFor, writtenBefore);
    this.waiting ??= this.writing.then(() => {
      const before = this.waitingFor;
      [this.waiting, this.waitingFor] = [undefined, -Infinity];
      return (this.writing = this.write(before));
    });
    return this.waiting;
  }

  private async write(writtenBefore: number): Promise<void> {
    const due = [...this.uses].filter(([, { writtenAt }]) => writtenAt < writtenBefore);
    const pending = new Map(due.flatMap(([id, use]) => (use.pending ? [[id, use.pending] as const] : [])));
    for (const [id, use] of due) if (!use.pending) this.uses.delete(id);
    const all = [...pending];
    for (let start = 0; start < all.length; start += batchSize) {
      const batch = new Map(all.slice(start, start + batchSize));
      try {
        await this.keys.markUsed(batch);
      } catch {
        // The reason may carry SQL, and the next request to the database reports it anyway.
        const message = `last_used_at of ${all.length - start} keys could not be written; it will be tried again.`;
        this.failures.report({ code: 'UNWRITTEN', message });
        return;
      }
      for (const [id, at] of batch) this.written(id, at);
    }
  }

  private written(keyId: string, at: Date): void {
    const use = this.uses.get(keyId);
    if (!use) return;
    use.writtenAt = Date.now();
    if (use.pending === at) use.pending = undefined;
  }
}
