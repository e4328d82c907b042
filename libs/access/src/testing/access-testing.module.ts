import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '../access.module.js';
import { ApiKeyVerifier, OrganizationRoles, PersonVerifier } from '../ports.js';
import { ScopeRegistry } from '../scope-registry.js';
import type { TestCaller } from './test-caller.js';

/** Which scopes exist, the application says; the test of one controller starts with any. */
const anyScope = {
  provide: ScopeRegistry,
  useFactory: () => Object.assign(new ScopeRegistry(), { has: () => true }),
};

/**
 * Stands in for the modules that verify tokens and keys in a unit test: requests that carry `caller.authorization` are
 * the caller's. No database, no key, no token; the guards and their rules are the real ones.
 */
@Module({})
export class AccessTestingModule {
  static for(caller: TestCaller): DynamicModule {
    return {
      module: AccessTestingModule,
      imports: [{ module: AccessModule, providers: [anyScope] }],
      providers: [
        { provide: ApiKeyVerifier, useValue: caller.asApiKeyVerifier() },
        { provide: PersonVerifier, useValue: caller.asPersonVerifier() },
        { provide: OrganizationRoles, useValue: caller.asOrganizationRoles() },
      ],
      exports: [ApiKeyVerifier, PersonVerifier, OrganizationRoles],
    };
  }
}
