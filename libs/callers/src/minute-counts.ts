import { LRUCache } from 'lru-cache';

/** Names that are remembered at once, about 200 bytes each; of more, the one that was silent longest starts anew. */
const rememberedNames = 20_000;
const minute = 60_000;

interface Window {
  count: number;
  /** Of the clock. */
  end: number;
}

/** Counts by name, in windows of a minute from the first time on. */
export class MinuteCounts {
  private readonly windows = new LRUCache<string, Window>({ max: rememberedNames });

  /** Milliseconds of a clock that only goes forward. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Counts once more, and returns the count of this minute. */
  add(name: string): number {
    const window = this.windowOf(name) ?? { count: 0, end: this.now() + minute };
    window.count++;
    this.windows.set(name, window);
    return window.count;
  }

  /** The count of this minute so far. */
  of(name: string): number {
    return this.windowOf(name)?.count ?? 0;
  }

  /** Whole seconds until the count begins anew, at least 1. */
  secondsLeft(name: string): number {
    const window = this.windowOf(name);
    return Math.max(1, Math.ceil(((window?.end ?? 0) - this.now()) / 1_000));
  }

  private windowOf(name: string): Window | undefined {
    const window = this.windows.get(name);
    return window && window.end > this.now() ? window : undefined;
  }
}
