import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '../access.module.js';
import { ApiKeyVerifier, OrganizationRoles, PersonVerifier } from '../ports.js';
import { ScopeRegistry } from '../scope-registry.js';
import type { TestCaller } from './test-caller.js';

/**
 * Stands in for the modules that verify tokens and keys in a unit test: requests that carry `caller.authorization` are
 * the caller's. No database, no key, no token; the guards and their rules are the real ones.
 */
@Module({})
export class AccessTestingModule {
  constructor(registry: ScopeRegistry) {
    // Which scopes exist, the application says; the test of one controller starts with any.
    registry.has = () => true;
  }

  static for(caller: TestCaller): DynamicModule {
    return {
      module: AccessTestingModule,
      imports: [AccessModule],
      providers: [
        { provide: ApiKeyVerifier, useValue: caller.asApiKeyVerifier() },
        { provide: PersonVerifier, useValue: caller.asPersonVerifier() },
        { provide: OrganizationRoles, useValue: caller.asOrganizationRoles() },
      ],
      exports: [ApiKeyVerifier, PersonVerifier, OrganizationRoles],
    };
  }
}
