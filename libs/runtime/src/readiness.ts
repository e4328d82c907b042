import { Injectable } from '@nestjs/common';

/** Rejects with the reason while a service cannot do its work. */
export type ReadinessCheck = () => Promise<unknown>;

class ShuttingDown extends Error {
  override readonly name = 'ShuttingDown';
}

/** Whether a service should be sent requests: everything that it requires is there, and it is not about to end. */
@Injectable()
export class Readiness {
  private readonly checks: ReadinessCheck[] = [];
  private isEnding = false;

  /** Adds something without which the service is not ready. */
  require(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  /** From now on the service is not ready, for good. */
  end(): void {
    this.isEnding = true;
  }

  /** Rejects with the first reason why the service is not ready. */
  async check(): Promise<void> {
    if (this.isEnding) throw new ShuttingDown();
    await Promise.all(this.checks.map((check) => check()));
  }
}
