import { Injectable, type InjectionToken, type OnModuleInit, type Provider } from '@nestjs/common';
import { ScopeRegistry } from '@pocket/access';
import type { VerificationOptions } from './verification.options.js';

/** Registers the scopes of the options before routes are checked against the registry. */
@Injectable()
export class ScopeRegistration implements OnModuleInit {
  constructor(
    private readonly registry: ScopeRegistry,
    private readonly options: VerificationOptions,
  ) {}

  onModuleInit(): void {
    this.registry.register(this.options.scopes ?? []);
  }
}

export const scopeRegistration = (optionsToken: InjectionToken): Provider => ({
  provide: ScopeRegistration,
  inject: [ScopeRegistry, optionsToken],
  useFactory: (registry: ScopeRegistry, options: VerificationOptions) =>
    new ScopeRegistration(registry, options),
});
