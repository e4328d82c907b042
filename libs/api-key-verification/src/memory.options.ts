import { leaseBounds } from '@pocket/revocation/lease';

/** Whether and how a service answers from memory, by the database or by the api. Where that is SQLite nothing is remembered. */
export interface MemoryOptions {
  /** Remember keys that were looked up, and answer from memory while that is as right as asking. Default `false`. */
  cache?: boolean;
  /** Keys that are remembered at most. Default 100,000; each takes 300 to 500 bytes. */
  cacheSize?: number;
  /**
   * Length of the lease in milliseconds, 500 to 3,000: the process goes on for four fifths of it where the database, or the api, cannot be
   * reached; a deletion waits for a lost process for 1.1 times the lease. Default 2,000.
   */
  leaseMs?: number;
}

/** The options of memory. Throws a sentence for the operator where a number is out of its bounds. */
export function memoryOf(options: MemoryOptions): Required<Omit<MemoryOptions, 'leaseMs'>> & MemoryOptions {
  const { cache = false, cacheSize = 100_000, leaseMs } = options;
  if (!Number.isInteger(cacheSize) || cacheSize < 1 || cacheSize > 10_000_000)
    throw new Error(`The option cacheSize is ${cacheSize}: it must be a whole number from 1 to 10000000.`);
  const { least, most } = leaseBounds;
  if (leaseMs !== undefined && !(Number.isInteger(leaseMs) && leaseMs >= least && leaseMs <= most))
    throw new Error(`The option leaseMs is ${leaseMs}: it must be a whole number from ${least} to ${most}.`);
  return { cache, cacheSize, leaseMs };
}
