import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { deadlines, FailureLog } from '@pocket/problem-details';
import { clocks, Lease, leaseBounds, type Change, type Sent } from '@pocket/revocation/lease';
import { ApiFailure } from './api-failure.js';
import type { ApiClient } from './api.client.js';
import { parseObject } from './introspection-answer.js';

/** Between two questions at least; and where the api keeps no lease for this service. */
const pauseMs = { least: 20, refused: 60_000 };
/** The api keeps a renewal until there is something new, so long at most. */
const longestWaitMs = 450;
/** How long an answer may be under way, as a share of the lease, so that another try fits in. */
const patience = 0.2;

/**
 * The lease of a process without the database: the api keeps its row, and answers each renewal with the revocations that it has not
 * applied. Where the api cannot be asked the lease runs out by itself, and nothing is remembered until it can.
 */
export class RemoteLease {
  readonly lease = new Lease(clocks);
  private readonly closing = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private hasFailed = false;
  private readonly failures: FailureLog;

  constructor(
    private readonly api: ApiClient,
    private readonly leaseMs: number = leaseBounds.usual,
  ) {
    const logger = new Logger('RemoteApiKeyVerificationModule');
    const { href } = api.urlOf('leases');
    this.failures = new FailureLog((line) =>
      logger.warn(`Keys are not remembered: no lease from ${href}: ${line}`),
    );
  }

  open(): void {
    this.running = this.keep(this.closing.signal);
  }

  /** Nothing counts from now on; no deletion waits for this process any more. */
  async close(): Promise<void> {
    const { id } = this.lease;
    this.lease.lose();
    this.closing.abort();
    if (id !== undefined) await this.release(id);
    else await this.running;
  }

  private async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const sent = this.lease.begin();
      const failure = this.lease.id === undefined ? await this.register(sent) : await this.renew(sent);
      if (signal.aborted) return;
      this.hasFailed = failure !== undefined;
      if (failure && !this.lease.holds()) this.failures.report(failure);
      const elapsed = clocks.monotonic() - sent.monotonic;
      const ms = failure ? this.pauseAfter(failure) : Math.max(0, pauseMs.least - elapsed);
      await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private async register(sent: Sent): Promise<ApiFailure | undefined> {
    const answer = await this.api.post('leases', `lease_ms=${this.leaseMs}`);
    if (answer instanceof ApiFailure) return answer.code === 'HTTP_404' ? tooOld() : answer;
    const { id, position } = parseObject(answer) ?? {};
    if (typeof id !== 'string' || !Number.isSafeInteger(position)) return notALease();
    // Nobody would renew it, and deletions would wait for it.
    if (this.closing.signal.aborted) await this.release(id);
    this.lease.registered(id, sent, position as number, this.leaseMs);
    return undefined;
  }

  private async renew(sent: Sent): Promise<ApiFailure | undefined> {
    // Where there was no answer, the next one is needed soon.
    const waitMs = this.hasFailed ? 0 : Math.min(longestWaitMs, Math.floor(this.leaseMs / 4));
    const id = this.lease.id!;
    const form = new URLSearchParams({
      id,
      acknowledged: String(sent.position),
      wait_ms: String(waitMs),
    });
    const limitMs = waitMs + Math.floor(patience * this.leaseMs);
    const answer = await this.api.post('leases/renew', form.toString(), limitMs);
    if (answer instanceof ApiFailure) return answer;
    const changes = changesOf(answer);
    if (!changes) return notALease();
    this.lease.renewed(sent, changes);
    if (this.lease.id !== undefined) return undefined;
    // Nothing of it counts any more, so that nobody need wait for it.
    await this.release(id);
    return new ApiFailure(
      'LEASE_LOST',
      'The api has ended the lease, or does not know what came since; another one is begun.',
    );
  }

  private pauseAfter({ code }: ApiFailure): number {
    if (lasting.includes(code)) return pauseMs.refused;
    // What came too late was waited for already, and the lease ends soon.
    return code === 'TIMEOUT' ? 0 : this.leaseMs / 20;
  }

  /** Where that fails, the lease runs out by itself. */
  private async release(id: string): Promise<void> {
    await this.api.post('leases/release', new URLSearchParams({ id }).toString(), deadlines.lease);
  }
}

function changesOf(answer: string): Change[] | undefined {
  const { changes } = parseObject(answer) ?? {};
  if (!Array.isArray(changes)) return undefined;
  const read = (changes as unknown[]).map((change) => {
    const [sequence, subject] = Array.isArray(change) ? (change as unknown[]) : [];
    return Number.isSafeInteger(sequence) && typeof subject === 'string'
      ? { sequence: sequence as number, subject }
      : undefined;
  });
  return read.every((change) => change !== undefined) ? read : undefined;
}

/** A wrong secret, and an api that keeps no lease for this service, will be there for a while. */
const lasting = ['HTTP_401', 'HTTP_409', 'NO_LEASES'];

const tooOld = () =>
  new ApiFailure(
    'NO_LEASES',
    'The api is of a version that keeps no leases, or is not there: check the option url.',
  );

const notALease = () =>
  new ApiFailure(
    'NOT_A_LEASE',
    "The answer does not describe a lease, so it is not the api's: check the option url.",
  );
