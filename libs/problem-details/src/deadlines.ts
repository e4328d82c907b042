/**
 * Milliseconds. Every request is answered within 2 s; each wait behind it has its share, so that the one that
 * is waited for fails before the one that waits.
 */
export const deadlines = {
  /** A request's answer, as 503 where nothing better is known by then. */
  answer: 1_900,
  /** The answer to a change that takes a right away, which waits until every process knows. */
  revocation: 3_900,
  /** The look-up of a key or of a membership, the wait for a connection included. */
  lookup: 1_800,
  /** What a token says of its person, which is for display only. */
  profile: 200,
  /** A statement, the wait for its connection included. */
  statement: 1_500,
  /** A statement that renews a lease, so that the next try comes before it has run out. */
  lease: 800,
  /** Opening a connection to the database. */
  connect: 1_500,
  /** A turn at the one connection to SQLite. */
  turn: 1_500,
  /** A free connection of the pool. */
  connection: 1_000,
  /** A lock that another process holds in SQLite. */
  lock: 1_000,
  /** The answer of the api to a service that verifies remotely, its body included. */
  introspection: 1_500,
  /** One answer of the identity provider; a refresh of its keys takes two. */
  issuer: 800,
  /** The database's answer to a health check. */
  health: 1_000,
} as const;

/** What was waited for took too long. */
export class DeadlineError extends Error {
  readonly code = 'ERR_DEADLINE';
  override readonly name = 'DeadlineError';

  constructor(awaited: string) {
    super(`${awaited} did not answer in time.`);
  }
}

/** Rejects with a {@link DeadlineError} after so many milliseconds; the work itself goes on. */
export function withDeadline<T>(work: Promise<T>, limitMs: number, awaited = 'The database'): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DeadlineError(awaited)), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
