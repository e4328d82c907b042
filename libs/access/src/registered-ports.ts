import type { ModuleRef } from '@nestjs/core';
import { AuthFailures } from '@pocket/callers';
import { findProvider } from '@pocket/problem-details';
import { ApiKeyVerifier, OrganizationRoles, PersonVerifier } from './ports.js';

/** The application's implementations of the ports, from whichever module provides them; looked up once. */
export class RegisteredPorts {
  private readonly found = new Map<unknown, unknown>();

  constructor(private readonly moduleRef: ModuleRef) {}

  get people(): PersonVerifier | undefined {
    return this.find(PersonVerifier);
  }

  get apiKeys(): ApiKeyVerifier | undefined {
    return this.find(ApiKeyVerifier);
  }

  get roles(): OrganizationRoles | undefined {
    return this.find(OrganizationRoles);
  }

  get failures(): AuthFailures | undefined {
    return this.find(AuthFailures);
  }

  private find<T>(port: abstract new () => T): T | undefined {
    const known = this.found.get(port) as T | undefined;
    if (known !== undefined || this.found.has(port)) return known;
    const provider = findProvider(this.moduleRef, port);
    this.found.set(port, provider);
    return provider;
  }
}
