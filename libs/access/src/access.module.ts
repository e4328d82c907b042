import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Authenticator } from './authenticator.js';
import { Clock } from './clock.js';
import { RoutesCheck } from './routes.check.js';
import { ScopeRegistry } from './scope-registry.js';

/** What the guards of `@MinimumRole`, `@RequireScopes` and `@AnyPerson` need; imported by whoever provides a verifier. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [Authenticator, Clock, ScopeRegistry, RoutesCheck],
  exports: [Authenticator, Clock, ScopeRegistry],
})
export class AccessModule {}
