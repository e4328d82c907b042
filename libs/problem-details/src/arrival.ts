import timers from 'node:timers';

// Taken once: a test with a false clock replaces it in the module too, and everything would wait from then on.
const { setImmediate } = timers;

let turn: Promise<void> | undefined;

/**
 * Resolves at the end of this turn of the event loop, when the requests that arrived together with this one have been read as well. To
 * read all of them, then verify all, then answer all takes less time than one after the other (bench/README.md). No timer is waited for.
 */
export function untilAllAreRead(): Promise<void> {
  return (turn ??= new Promise((resolve) => {
    setImmediate(() => {
      turn = undefined;
      resolve();
    });
  }));
}
