import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Clock } from './clock.js';
import { MountedRoutes } from '@pocket/routes';
import { RoutesCheck } from './routes.check.js';
import { ScopeRegistry } from './scope-registry.js';

/** What whoever implements a port of this library imports: scopes, time, routes, and their check at the start. */
@Module({
  imports: [DiscoveryModule],
  providers: [Clock, ScopeRegistry, MountedRoutes, RoutesCheck],
  exports: [Clock, ScopeRegistry, MountedRoutes],
})
export class AccessModule {}
