import { setTimeout as pause } from 'node:timers/promises';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { originOf, type Actor, type Clock, type System } from '@pocket/access';
import { unlessUnderWay } from '@pocket/database';
import type { OrganizationsRepository } from '@pocket/organizations';
import { errorChain } from '@pocket/problem-details';
import type { DataSource } from 'typeorm';
import { retentionOf, type ApiKeysOptions } from '../api-keys.options.js';
import { ApiKeysRepository } from '../keys/api-keys.repository.js';

const dayMs = 24 * 3_600_000;
/** Until the next run, on average; every process has times of its own, so that they seldom meet. */
const intervalMs = 60_000;
/** Keys that one transaction removes, so that none holds an organization's lock for long. */
const batchSize = 200;
/** Between two batches, for everybody else. */
const pauseMs = 50;
const actor: Actor<System> = { principal: { kind: 'system', name: 'retention' } };

/**
 * Removes keys that expired longer ago than the operator wants to keep them, beside the requests: in small batches, by one
 * process at a time. They were refused already, so that nobody loses a right.
 */
export class ExpiredKeysRetention implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ExpiredKeysRetention.name);
  private readonly keys: ApiKeysRepository;
  private readonly days: number | undefined;
  private readonly end = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    options: ApiKeysOptions,
    dataSource: DataSource,
    private readonly organizations: OrganizationsRepository,
    private readonly clock: Clock,
  ) {
    this.days = retentionOf(options);
    this.keys = new ApiKeysRepository(dataSource);
  }

  onApplicationBootstrap(): void {
    if (this.days !== undefined) void this.runFromTimeToTime();
  }

  /** Waits for the batch that is under way; the connection is closed after that. */
  async onModuleDestroy(): Promise<void> {
    this.end.abort();
    await this.running;
  }

  /** Removes all that is due now, unless another process is doing so. Never throws. */
  run(): Promise<void> {
    this.running = this.running.then(() => this.removeAll());
    return this.running;
  }

  private async runFromTimeToTime(): Promise<void> {
    let wait = Math.random() * 2_000;
    while (await this.elapsed(wait)) {
      await this.run();
      wait = intervalMs * (0.75 + Math.random() / 2);
    }
  }

  private async removeAll(): Promise<void> {
    if (this.days === undefined) return;
    const due = new Date(this.clock.now().getTime() - this.days * dayMs);
    try {
      while ((await this.removeBatch(due)) && (await this.elapsed(pauseMs)));
    } catch (error) {
      // Its message may hold SQL; what was not removed is so at the next run.
      const code = errorChain(error).at(-1)?.code ?? (error as Error).name;
      this.logger.warn(`Expired API keys could not be removed: ${code}`);
    }
  }

  /** Whether there may be more. */
  private async removeBatch(due: Date): Promise<boolean> {
    const organization = await this.keys.organizationWithExpired(due);
    if (organization === undefined) return false;
    const removed = await this.organizations.withOrganizationLock(organization, ({ manager, logChange }) =>
      unlessUnderWay(manager, 'retention', async () => {
        const keys = await this.keys.deleteExpired(manager, organization, due, batchSize);
        const line = { msg: 'expired API keys removed', organization, keys, ...originOf(actor) };
        if (keys.length > 0) logChange(line);
        return keys;
      }),
    );
    return removed !== undefined;
  }

  /** Whether so many milliseconds passed before the shutdown. */
  private elapsed(ms: number): Promise<boolean> {
    return pause(ms, true, { ref: false, signal: this.end.signal }).catch(() => false);
  }
}
