import type { Timeline } from './timeline.js';

const { floor } = Math;

type Waiting = (resume: (value?: unknown) => void) => void;

/** What a machine does, with waits in between. */
export type Task<T = void> = Generator<Waiting, T, unknown>;

/** Waits until `resume` is called; later calls have no effect. */
export function* waitFor<T>(start: (resume: (value: T) => void) => void): Task<T> {
  return (yield start as Waiting) as T;
}

/** While a machine does nothing, both of its clocks run on (a stopped process), or only one does (a suspended machine). */
export type Pause = 'both clocks run' | 'the wall clock runs' | 'the monotonic clock runs';

/** A process or a database server, with clocks of its own. */
export class Machine {
  /** Grows with each crash: what belongs to an earlier life happens no more. */
  life = 0;
  isUp = true;
  /** Until then the network carries nothing from or to it. */
  cutOffUntil = 0;
  /** How often it was paused. */
  pauses = 0;
  private isPaused = false;
  private readonly messages: (() => void)[] = [];
  private readonly timers: (() => void)[] = [];
  private monotonicStood = 0;
  private wallAhead = 1_000_000;

  constructor(
    readonly timeline: Timeline,
    readonly name: string,
    private readonly rates = { monotonic: 1, wall: 1 },
  ) {}

  monotonic(): number {
    return (this.timeline.now - this.monotonicStood) * this.rates.monotonic;
  }

  wall(): number {
    return floor(this.timeline.now * this.rates.wall + this.wallAhead);
  }

  moveWall(ms: number): void {
    this.wallAhead += ms;
  }

  start(task: Task): void {
    this.advance(task, undefined);
  }

  /** Runs what arrives from elsewhere; once it goes on, if it is paused. */
  receive(run: () => void): void {
    if (!this.isUp) return;
    if (!this.isPaused) return run();
    const { life } = this;
    this.messages.push(() => life === this.life && this.receive(run));
  }

  /** Runs after so many milliseconds of the monotonic clock. */
  after(ms: number, run: () => void): void {
    const { life } = this;
    const due = this.monotonic() + ms;
    const look = () => {
      if (life !== this.life) return;
      if (this.isPaused) return void this.timers.push(look);
      const left = due - this.monotonic();
      if (left > 1e-6) this.timeline.after(left / this.rates.monotonic, look);
      else run();
    };
    this.timeline.after(ms / this.rates.monotonic, look);
  }

  *sleep(ms: number): Task {
    yield* waitFor<void>((resume) => this.after(ms, resume));
  }

  pause(ms: number, kind: Pause): void {
    if (this.isPaused) return;
    this.isPaused = true;
    this.pauses++;
    this.timeline.after(ms, () => {
      this.isPaused = false;
      if (kind === 'the wall clock runs') this.monotonicStood += ms;
      if (kind === 'the monotonic clock runs') this.wallAhead -= ms * this.rates.wall;
      // What has arrived is worked on before timers are: the worse order.
      for (const run of [...this.messages.splice(0), ...this.timers.splice(0)]) run();
    });
  }

  get isRunning(): boolean {
    return this.isUp && !this.isPaused;
  }

  crash(): void {
    this.life++;
    this.isUp = false;
  }

  private advance(task: Task, value: unknown): void {
    const { life } = this;
    const { done, value: waiting } = task.next(value);
    if (done) return;
    let isWaiting = true;
    waiting((answer) => {
      if (!isWaiting || life !== this.life) return;
      isWaiting = false;
      this.advance(task, answer);
    });
  }
}
