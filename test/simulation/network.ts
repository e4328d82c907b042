import { waitFor, type Machine, type Task } from './machine.js';
import type { Timeline } from './timeline.js';

export interface Message {
  /** Such as `renewal`, or `answer to renewal`. */
  what: string;
  from: string;
  to: string;
  /** When it is sent. */
  at: number;
}

/** For how long a message is under way, in milliseconds. None: it is lost; several: it arrives several times. */
export type Delivery = (message: Message) => readonly number[];

/** Carries messages between machines. */
export class Network {
  constructor(
    private readonly timeline: Timeline,
    private readonly delivery: Delivery,
  ) {}

  /** Asks another machine for what it has at hand; undefined if no answer came in time. */
  *read<T>(what: string, from: Machine, to: Machine, patience: number, read: () => T): Task<T | undefined> {
    return yield* waitFor<T | undefined>((resume) => {
      this.send(what, from, to, () => {
        const found = read();
        this.send(`answer to ${what}`, to, from, () => resume(found));
      });
      from.after(patience, () => resume(undefined));
    });
  }

  /** Asks another machine to do something; undefined if no answer came in time, or it failed. */
  *ask<T>(
    what: string,
    from: Machine,
    to: Machine,
    patience: number,
    work: () => Task<T | undefined>,
  ): Task<T | undefined> {
    const answer = (resume: (value: T | undefined) => void) =>
      function* (this: Network): Task {
        const done = yield* work();
        this.send(`answer to ${what}`, to, from, () => resume(done));
      }.call(this);
    return yield* waitFor<T | undefined>((resume) => {
      this.send(what, from, to, () => to.start(answer(resume)));
      from.after(patience, () => resume(undefined));
    });
  }

  private send(what: string, from: Machine, to: Machine, arrive: () => void): void {
    const { now } = this.timeline;
    const { life } = to;
    for (const ms of this.delivery({ what, from: from.name, to: to.name, at: now })) {
      if (from.cutOffUntil > now) return;
      this.timeline.after(ms, () => {
        if (life === to.life && to.cutOffUntil <= this.timeline.now) to.receive(arrive);
      });
    }
  }
}
