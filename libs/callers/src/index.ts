export { AuthFailures } from './auth-failures.js';
export { callerNoteOf, noteCaller, type CallerNote } from './caller-note.js';
export { clientAddress, networkOf, type AddressedRequest } from './client-address.js';
export { MinuteCounts } from './minute-counts.js';
export type { Person, Principal, Program } from './principal.js';
