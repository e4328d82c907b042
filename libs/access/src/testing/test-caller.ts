import type { ApiKeyVerifier, OrganizationRoles, PersonVerifier } from '../ports.js';
import type { Person, Program } from '@pocket/callers';
import type { Role } from '../roles.js';

/** The organization in which test callers are at home, unless the test names another. */
export const testOrganization = 'org_00000000000000000000000001';

/** A person for a test, with a role in one organization; without a role a stranger to every organization. */
export function aPerson(role?: Role, { organizationId, ...profile }: PersonOptions = {}): TestPerson {
  const person = { kind: 'person' as const, userId: 'test-person', ...profile };
  return { person, role, organizationId: organizationId ?? testOrganization };
}
type PersonOptions = Partial<Omit<Person, 'kind'> & { organizationId: string }>;

/** A program for a test, with these scopes. */
export function aProgram(scopes: readonly string[], program: Partial<Program> = {}): Program {
  return {
    kind: 'program',
    keyId: 'key_00000000000000000000000001',
    keyName: 'Test key',
    organizationId: testOrganization,
    scopes,
    createdAt: new Date('2026-01-01T00:00:00.000Z'),
    expiresAt: null,
    ...program,
  };
}

export interface TestPerson {
  person: Person;
  role?: Role;
  organizationId: string;
}

/** Who sends the requests of a test that carry {@link authorization}; nobody until {@link is} says who. */
export class TestCaller {
  /** The header `Authorization` of the caller's requests. */
  readonly authorization = 'Bearer test-caller';

  constructor(private current?: TestPerson | Program) {}

  /** From the next request on it is this one. */
  is(caller: TestPerson | Program | undefined): void {
    this.current = caller;
  }

  asApiKeyVerifier(): ApiKeyVerifier {
    return {
      recognizes: (credential) => this.owns(credential) && this.program !== undefined,
      verify: async () => (this.program ? { status: 'live', program: this.program } : { status: 'unknown' }),
      recordUse: () => undefined,
    };
  }

  asPersonVerifier(): PersonVerifier {
    return {
      verify: async (token) =>
        this.person && this.owns(token)
          ? { status: 'valid', person: this.person.person }
          : { status: 'malformed' },
    };
  }

  asOrganizationRoles(): OrganizationRoles {
    return {
      roleOf: async (_, organizationId) => {
        const role = this.person?.organizationId === organizationId ? this.person.role : undefined;
        return role ? { status: 'member', role } : { status: 'none' };
      },
    };
  }

  private owns(credential: string): boolean {
    return this.authorization === `Bearer ${credential}`;
  }

  private get person(): TestPerson | undefined {
    return this.current && 'person' in this.current ? this.current : undefined;
  }

  private get program(): Program | undefined {
    return this.current && 'kind' in this.current ? this.current : undefined;
  }
}
