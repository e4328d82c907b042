import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { deadlines } from '@pocket/problem-details';
import type { Pool, PoolConnection, PoolOptions } from 'mysql2';
import { isDoubtful, timeout, type MysqlError } from './errors.js';
import { findPrimary } from './find-primary.js';
import { HostPool } from './host-pool.js';
import type { MysqlHost } from './mysql-url.js';
import { hasWaited } from './statement-limits.js';

const pauseBetweenSearchesMs = 250;

type Callback = Parameters<Pool['getConnection']>[0];

/**
 * A pool, for TypeORM and for whoever uses its driver's, in which every wait ends in time. Of several hosts it hands out
 * connections to the one that accepts writes only. An error that leaves this in doubt starts a search, one at a time, for
 * which callers wait; of a host that is not the primary any longer every connection is dropped.
 */
export class MysqlPool implements Pick<Pool, 'getConnection' | 'end'> {
  private readonly logger = new Logger(MysqlPool.name);
  private current?: HostPool;
  private search?: Promise<void>;
  private lastFailure?: Error;
  private isEnded = false;

  constructor(
    private readonly hosts: readonly [MysqlHost, ...MysqlHost[]],
    private readonly options: PoolOptions,
  ) {
    if (hosts.length === 1) this.current = this.poolOf(hosts[0]);
  }

  getConnection(callback: Callback): void {
    const start = performance.now();
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      if (this.current && !this.search) this.met(this.current, timeout());
      callback((this.search && this.lastFailure) ?? timeout(), undefined as unknown as PoolConnection);
    }, deadlines.connection);
    const answer: Callback = (error, connection) => {
      if (isLate) return connection?.release();
      clearTimeout(timer);
      if (connection) hasWaited(connection, performance.now() - start);
      callback(error, connection);
    };
    const take = (): void => {
      if (isLate) return;
      if (!this.current && !this.search && !this.isEnded) this.seek();
      if (this.search) return void this.search.then(take);
      const pool = this.current;
      if (!pool) return answer(new Error('Pool is closed.'), undefined as unknown as PoolConnection);
      pool.getConnection((error, connection) => {
        if (error) this.met(pool, error);
        // The answer of a host that was left meanwhile says nothing about the one that is to be asked.
        const isOutdated = this.search !== undefined || pool !== this.current;
        if (!isOutdated || this.isEnded) return answer(error, connection);
        connection?.destroy();
        take();
      });
    };
    take();
  }

  end(ended: Parameters<Pool['end']>[0] = () => undefined): void {
    this.isEnded = true;
    if (this.current) this.current.end(ended);
    else ended(null);
  }

  private poolOf(host: MysqlHost): HostPool {
    return new HostPool(host, this.options, (pool, error) => this.met(pool, error));
  }

  private met(pool: HostPool, error: MysqlError): void {
    if (pool !== this.current || this.isEnded || !isDoubtful(error)) return;
    if (this.hosts.length > 1) this.seek();
  }

  private seek(): void {
    this.search ??= this.follow().finally(() => (this.search = undefined));
  }

  private async follow(): Promise<void> {
    while (!this.isEnded) {
      try {
        const host = await findPrimary(this.hosts, this.options);
        this.lastFailure = undefined;
        if (host !== this.current?.host && !this.isEnded) this.moveTo(host);
        return;
      } catch (error) {
        if (!this.lastFailure) this.logger.warn((error as Error).message);
        this.lastFailure = error as Error;
        await sleep(pauseBetweenSearchesMs);
      }
    }
  }

  private moveTo(host: MysqlHost): void {
    this.current?.drop();
    this.current = this.poolOf(host);
    this.logger.log(`The host of the database that accepts writes is ${host.host}:${host.port}.`);
  }
}
