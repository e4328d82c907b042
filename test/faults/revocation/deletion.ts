import type { KeyAdmin } from '../support/service-processes.js';
import type { Verifier } from './verifiers.js';

export interface Deletion {
  /** How often it was asked for; more than once only where there was no answer, or 503. */
  asked: number;
  /** From the last request to its answer. */
  ms: number;
}

/** A new key that is used all the time at every process, on two tracks each, until it was refused there. */
export class KeyInUse {
  private deletedAt = Infinity;
  private readonly tracks: Promise<void>[];
  private readonly accepted = new Set<Verifier>();
  private noteAllAccepted!: () => void;
  private readonly allAccepted = new Promise<void>((resolve) => (this.noteAllAccepted = resolve));

  private constructor(
    private readonly id: string,
    private readonly key: string,
    private readonly verifiers: readonly Verifier[],
  ) {
    this.tracks = verifiers.flatMap((verifier) => [this.track(verifier), this.track(verifier)]);
  }

  /** Resolves once every process has let it in. */
  static async create(admin: KeyAdmin, verifiers: readonly Verifier[]): Promise<KeyInUse> {
    for (;;) {
      const { status, body } = await admin.create();
      if (status !== 201) {
        if (status !== undefined && status < 500) throw new Error(`No key: ${status} ${body}`);
        continue;
      }
      const { id, key } = JSON.parse(body) as { id: string; key: string };
      const one = new KeyInUse(id, key, verifiers);
      await one.allAccepted;
      return one;
    }
  }

  /**
   * Resolves when the deletion is answered, and tells how often it was asked for and how long the last answer took. An
   * answer of 404 to a repeated one tells the caller as well that the key is gone.
   */
  async delete(admin: KeyAdmin): Promise<Deletion> {
    for (let asked = 1; ; asked++) {
      const { status, begun, answered, body } = await admin.remove(this.id);
      if (status === 200 || (status === 404 && asked > 1)) {
        this.deletedAt = answered;
        return { asked, ms: answered - begun };
      }
      if (status !== undefined && status < 500) throw new Error(`Not deleted: ${status} ${body}`);
    }
  }

  /** Uses the key, so that a process which is stopped finds the requests waiting. */
  useWaiting(verifier: Verifier): Promise<unknown>[] {
    return [1, 2, 3].map(() => verifier.use(this.key, () => this.deletedAt));
  }

  /** Resolves once every process has refused it on every track, after the deletion was answered. */
  async refusedEverywhere(): Promise<void> {
    await Promise.all(this.tracks);
  }

  private async track(verifier: Verifier): Promise<void> {
    for (let refusals = 0; refusals < 2;) {
      const isAfterwards = this.deletedAt < performance.now();
      const verdict = await verifier.use(this.key, () => this.deletedAt);
      if (verdict === 'accepted' && this.accepted.add(verifier).size === this.verifiers.length)
        this.noteAllAccepted();
      // Where it is accepted, the next one might still be: that is counted, and must not go on for ever.
      if (isAfterwards && verdict !== 'unavailable') refusals++;
    }
  }
}
