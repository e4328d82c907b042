/** A service that may introspect keys; its secret is known by its SHA-256 only. */
export interface IntrospectionClient {
  id: string;
  /** Hex. */
  secretHash: string;
}

/** The injection token of the list of them. */
export const INTROSPECTION_CLIENTS = Symbol('INTROSPECTION_CLIENTS');
