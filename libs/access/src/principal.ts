import type { Role } from './roles.js';

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

/** Verifies people's tokens. Throws `invalid_token` (401) or `unavailable` (503). */
export abstract class PersonVerifier {
  abstract verify(token: string): Promise<Person>;
}

/** Verifies API keys. */
export abstract class ApiKeyVerifier {
  /** Whether the credential has the form of an API key, so that it is verified as one and as nothing else. */
  abstract recognizes(credential: string): boolean;
  /** The program whose live key this is. Throws `invalid_token` (401) or `unavailable` (503). */
  abstract verify(key: string): Promise<Program>;
  /** Called once for each request that was let through with this key; never throws. */
  abstract recordUse(program: Program): void;
}

/** Answers which role a person has in an organization, from the stored membership, at every request. */
export abstract class OrganizationRoles {
  /** `undefined` where there is no such organization or no active membership. Throws `unavailable` (503). */
  abstract roleOf(person: Person, organizationId: string): Promise<Role | undefined>;
}
