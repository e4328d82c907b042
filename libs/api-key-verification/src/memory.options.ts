import { leaseBounds } from '@pocket/revocation';

/** Whether and how a service that verifies in the database answers from memory. SQLite is read at every request all the same. */
export interface MemoryOptions {
  /** Remember keys that were looked up, and answer from memory while that is as right as asking the database. Default `false`. */
  cache?: boolean;
  /** Keys that are remembered at most. Default 100,000; each takes about 500 bytes. */
  cacheSize?: number;
  /**
   * Milliseconds, 500 to 3,000, for which the process may go on where the database cannot be reached; a deletion waits for it so
   * long, and a quarter more, after the process was lost. Default 2,000.
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
