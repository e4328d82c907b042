/** What is known of who sent a request, for a line in the log; never a credential. */
export interface CallerNote {
  /** `person:<sub>`, `key:<id>` or `service:<id>`. */
  caller?: string;
  /** The organization whose route was called, or to which the key belongs. */
  organization?: string;
  /** Why no credential was accepted, such as `no_credential`, `malformed`, `unknown`, `expired` or `wrong_audience`. */
  reason?: string;
}

const notes = new WeakMap<object, CallerNote>();

/** Adds to what is known of who sent this request. */
export function noteCaller(request: object, note: CallerNote): void {
  notes.set(request, { ...notes.get(request), ...note });
}

/** What the guards found out so far about who sent this request; for a request log of the application's own. */
export function callerNoteOf(request: object): CallerNote {
  return notes.get(request) ?? {};
}
