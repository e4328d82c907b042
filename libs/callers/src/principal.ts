/** A person, known by a token of the identity provider. */
export interface Person {
  kind: 'person';
  /** The token's `sub`. */
  userId: string;
  email?: string;
  name?: string;
}

/** A program, known by an organization API key. It has scopes and no role. */
export interface Program {
  kind: 'program';
  keyId: string;
  /** Unknown where the key was verified by introspection. */
  keyName?: string;
  organizationId: string;
  scopes: readonly string[];
  createdAt: Date;
  /** `null`: never. */
  expiresAt: Date | null;
}

/** Who sent the request. */
export type Principal = Person | Program;
