import { Global, Module } from '@nestjs/common';
import { Authenticator } from './authenticator.js';
import { Clock } from './clock.js';
import { ScopeRegistry } from './scope-registry.js';

/** What the guards of `@MinimumRole`, `@RequireScopes` and `@AnyPerson` need; imported by whoever provides a verifier. */
@Global()
@Module({
  providers: [Authenticator, Clock, ScopeRegistry],
  exports: [Authenticator, Clock, ScopeRegistry],
})
export class AccessModule {}
