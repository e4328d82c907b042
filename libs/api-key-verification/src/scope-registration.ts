import type { InjectionToken, Provider } from '@nestjs/common';
import { ScopeRegistry } from '@pocket/access';
import type { VerificationOptions } from './verification.options.js';

/** Registers the scopes of the options when the application is made, before routes are checked and documents are written. */
export const scopeRegistration = (optionsToken: InjectionToken): Provider => ({
  provide: Symbol('scopes'),
  inject: [ScopeRegistry, optionsToken],
  useFactory: (registry: ScopeRegistry, { scopes = [] }: VerificationOptions) => registry.register(scopes),
});
