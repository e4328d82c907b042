export interface Comparison {
  /** Welch's t of the two means. */
  t: number;
  medians: [number, number];
}

/**
 * Compares two samples of durations, cropped as dudect does: what is slower than this share of both together is left out,
 * because the longest durations are the machine's and not the program's.
 */
export function compare(first: number[], second: number[], keptShare = 0.9): Comparison {
  const all = [...first, ...second].sort((a, b) => a - b);
  const limit = all[Math.floor(all.length * keptShare)] ?? Infinity;
  const [a, b] = [first, second].map((sample) => sample.filter((value) => value < limit)) as [
    number[],
    number[],
  ];
  const error = Math.sqrt(variance(a) / a.length + variance(b) / b.length);
  return { t: (mean(a) - mean(b)) / error, medians: [median(first), median(second)] };
}

const mean = (sample: number[]) => sample.reduce((sum, value) => sum + value, 0) / sample.length;
const median = (sample: number[]) => [...sample].sort((a, b) => a - b)[sample.length >> 1] ?? NaN;

function variance(sample: number[]): number {
  const center = mean(sample);
  return sample.reduce((sum, value) => sum + (value - center) ** 2, 0) / (sample.length - 1);
}
