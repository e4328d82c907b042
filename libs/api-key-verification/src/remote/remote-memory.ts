import type { Clock } from '@pocket/access';
import { LastUsedWriter } from '../last-used.writer.js';
import { memoryOf } from '../memory.options.js';
import { RememberedKeys } from '../remembered-keys.js';
import { ApiFailure } from './api-failure.js';
import { ApiClient } from './api.client.js';
import { RemoteLease } from './remote-lease.js';
import type { RemoteVerificationOptions } from './remote-verification.options.js';

/** One for a renewal, which the api keeps for a while, and one for uses; beside those that requests wait for. */
const connections = 2;

/** What a process without the database remembers of keys, and what it tells the api about them. */
export class RemoteMemory {
  readonly keys: RememberedKeys;
  private readonly uses: LastUsedWriter;
  private readonly api: ApiClient;
  private readonly lease: RemoteLease;

  /** None where the options want none. */
  static by(options: RemoteVerificationOptions, clock: Clock): RemoteMemory | undefined {
    const memory = memoryOf(options);
    return memory.cache ? new RemoteMemory(options, memory, clock) : undefined;
  }

  private constructor(
    options: RemoteVerificationOptions,
    { cacheSize, leaseMs }: ReturnType<typeof memoryOf>,
    clock: Clock,
  ) {
    this.api = new ApiClient(options, connections);
    this.lease = new RemoteLease(this.api, leaseMs);
    this.keys = new RememberedKeys(this.lease.lease, cacheSize);
    this.uses = new LastUsedWriter({
      markUsed: (uses) => this.markUsed(uses, clock.now()),
      close: async () => undefined,
    });
  }

  /** The api does not see what is verified from memory, and has counted what it was asked about. */
  recordUse(keyId: string, at: Date): void {
    if (this.lease.lease.holds()) this.uses.record(keyId, at);
  }

  open(): void {
    this.lease.open();
    this.uses.onModuleInit();
  }

  /** Nothing is written by itself any more from now on. */
  async writeUses(): Promise<void> {
    await this.uses.onModuleDestroy();
  }

  async close(): Promise<void> {
    await this.uses.onApplicationShutdown();
    await this.lease.close();
    this.api.close();
  }

  /** How long ago, since the clocks of two machines need not agree. */
  private async markUsed(uses: ReadonlyMap<string, Date>, now: Date): Promise<void> {
    const form = new URLSearchParams(
      [...uses].map(([id, at]): [string, string] => [
        'use',
        `${id}.${Math.max(0, now.getTime() - at.getTime())}`,
      ]),
    );
    const answer = await this.api.post('uses', form.toString());
    if (answer instanceof ApiFailure) throw answer;
  }
}
