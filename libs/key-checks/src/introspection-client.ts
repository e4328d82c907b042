import { createHash } from 'node:crypto';

/** A service that may introspect keys; its secret is known by its SHA-256 only. */
export interface IntrospectionClient {
  id: string;
  /** SHA-256 of the secret, 64 hex digits. */
  secretHash: string;
}

/** The injection token of the list of them. */
export const INTROSPECTION_CLIENTS = Symbol('INTROSPECTION_CLIENTS');

/** What `printf %s "$SECRET" | sha256sum` prints where the variable is not set. */
const hashOfNothing = createHash('sha256').update('').digest('hex');

/** Throws a sentence for the operator where a service could never be let in, or anybody. */
export function requireUsableClients(clients: readonly IntrospectionClient[]): void {
  for (const { id, secretHash } of clients) {
    if (!/^[0-9a-f]{64}$/i.test(secretHash))
      throw new Error(
        `The introspection client "${id}" needs as secretHash the 64 hex digits of the SHA-256 of its secret.`,
      );
    if (secretHash.toLowerCase() === hashOfNothing)
      throw new Error(`The introspection client "${id}" has the hash of an empty secret.`);
  }
}
