/** Two clocks of one process, in milliseconds; only differences between readings of the same clock mean anything. */
export interface Clocks {
  /** Goes only forward, such as `performance.now()`; may stand still while the machine is suspended. */
  monotonic(): number;
  /** The time of day, such as `Date.now()`; runs on while the machine is suspended, and may be set. */
  wall(): number;
}

/** How long a lease may be, in milliseconds. */
export const leaseBounds = { least: 500, usual: 2_000, most: 3_000 } as const;

/** The share of a lease for which its holder relies on it: what is left is for clocks that run at different speeds. */
export const reliedShare = 0.8;

/** How many times the length of a lease whoever cannot wait for its holder waits instead. */
export const waitedShare = 1.1;

/** The clocks of this process. */
export const clocks: Clocks = { monotonic: () => performance.now(), wall: () => Date.now() };
