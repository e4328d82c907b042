// Among the tests a look at `Math` is slow.
const { floor, imul } = Math;

/** Random draws that a seed repeats (mulberry32). */
export class Random {
  constructor(private state: number) {}

  /** At least 0, less than 1. */
  share(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.share();
  }

  whole(low: number, high: number): number {
    return floor(this.between(low, high + 1));
  }

  /** Small values as likely as large ones: of every order of magnitude as many. */
  magnitude(low: number, high: number): number {
    return low * (high / low) ** this.share();
  }

  chance(share: number): boolean {
    return this.share() < share;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.whole(0, choices.length - 1)]!;
  }
}
