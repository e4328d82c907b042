/** Why another service could not be asked, or why its answer is not trusted. */
export interface Failure {
  /** One of a finite number. */
  code: string;
  /** What happened and what to check, without secrets. */
  message: string;
}

const quietMs = 10_000;

/** Logs failures: each cause at once, then at most every 10 s with how often it came in between, so that no flood fills the log. */
export class FailureLog {
  private readonly causes = new Map<string, { loggedAt: number; unlogged: number }>();

  constructor(
    private readonly log: (line: string) => void,
    /** Milliseconds of any clock that only goes forward. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  report({ code, message }: Failure): void {
    const cause = this.causes.get(code);
    if (cause && this.now() - cause.loggedAt < quietMs) {
      cause.unlogged++;
      return;
    }
    this.causes.set(code, { loggedAt: this.now(), unlogged: 0 });
    this.log(
      cause?.unlogged
        ? `${message} This happened ${cause.unlogged} more times since it was last logged.`
        : message,
    );
  }
}
