/** What is known of who sent a request, for a line in the log; never a credential. */
export interface CallerNote {
  /** `person:<sub>`, `key:<id>` or `service:<id>`. */
  caller?: string;
  /** The organization whose route was called, or to which the key belongs. */
  organization?: string;
  /** Why no credential was accepted, such as `no_credential`, `malformed`, `unknown`, `expired` or `wrong_audience`. */
  reason?: string;
}

/** On the request itself: a WeakMap with an entry for every request burdens the garbage collector. */
const noteKey = Symbol('pocket:caller');
type Noted = { [noteKey]?: CallerNote };

/** Adds to what is known of who sent this request. */
export function noteCaller(request: object, note: CallerNote): void {
  (request as Noted)[noteKey] = { ...callerNoteOf(request), ...note };
}

/** What the guards found out so far about who sent this request; for a request log of the application's own. */
export function callerNoteOf(request: object): CallerNote {
  return (request as Noted)[noteKey] ?? {};
}
