import timers from 'node:timers';

// Taken once: a test with a false clock replaces it in the module too, and everything would wait from then on.
const { setImmediate } = timers;

let turn: Promise<void> | undefined;
/** On a request that has been waited for. */
const isRead = Symbol('pocket:isRead');
type Arrived = { raw?: Arrived; [isRead]?: true };

/**
 * Resolves at the end of this turn of the event loop, when the requests that arrived together with this one have been read as well. To
 * read all of them, then verify all, then answer all takes less time than one after the other (bench/README.md). No timer is waited for.
 * For the same `request`, be it Express's, Fastify's or Node's own, it is waited for once.
 */
export function untilAllAreRead(request?: object): Promise<void> {
  if (request) {
    const arrived = (request as Arrived).raw ?? (request as Arrived);
    if (arrived[isRead]) return Promise.resolve();
    arrived[isRead] = true;
  }
  return (turn ??= new Promise((resolve) => {
    setImmediate(() => {
      turn = undefined;
      resolve();
    });
  }));
}
