import { basename } from 'node:path';

/** `FAULTS=whole` asks for the long round, whose figures `docs/reliability.md` holds; else everything takes seconds. */
export const isWholeRound = process.env['FAULTS'] === 'whole';

/** How often something is done, or how long a test may take, in the short and in the whole round. */
export const inRound = (short: number, whole: number): number => (isWholeRound ? whole : short);

/** Prints one measured figure, such as `revocation: accepts after DELETE answered, MySQL: 0 of 2,000 deletions`. */
export function figure(what: string, value: string | number): void {
  const suite = basename(expect.getState().testPath ?? 'faults', '.spec.ts');
  const text = typeof value === 'number' ? value.toLocaleString('en-US') : value;
  // Not by console.log, which Jest surrounds with the place it comes from.
  process.stdout.write(`${suite}: ${what}: ${text}\n`);
}

/** The value below which this share of the values lies, such as 0.5 for the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
