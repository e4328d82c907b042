import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { MountedRoutes, type MountedRoute } from '@pocket/routes';
import { RegisteredPorts } from './registered-ports.js';
import { accessRuleOf, type AccessRule } from './rule.js';
import { ScopeRegistry } from './scope-registry.js';

/**
 * Fails the start of an application whose routes could let no one in or not keep organizations apart: an unregistered
 * scope, a path without `:orgId`, a rule that nothing can check. Names every such route.
 */
@Injectable()
export class RoutesCheck implements OnApplicationBootstrap {
  private readonly ports: RegisteredPorts;

  constructor(
    private readonly routes: MountedRoutes,
    private readonly registry: ScopeRegistry,
    moduleRef: ModuleRef,
  ) {
    this.ports = new RegisteredPorts(moduleRef);
  }

  onApplicationBootstrap(): void {
    const faults = this.routes.all().flatMap((mounted) => {
      const rule = accessRuleOf(mounted.handler, mounted.controller);
      return rule && !rule.public ? this.faultsOf(mounted, rule) : [];
    });
    if (faults.length > 0) throw new Error([...new Set(faults)].join('\n'));
  }

  private faultsOf({ route, path }: MountedRoute, rule: AccessRule): string[] {
    const faults: string[] = [];
    if (rule.people === undefined && !rule.programs && !rule.services)
      faults.push(
        `${route} lets no one in: its own decorators take the place of those of its class, so add @MinimumRole, ` +
          '@RequireScopes or @AnyPerson to the route itself.',
      );
    const namesOrganization = path.split('/').includes(':orgId');
    const needsRole = rule.people !== undefined && rule.people !== 'any';
    for (const scope of rule.programs?.scopes ?? [])
      if (!this.registry.has(scope))
        faults.push(
          `${route} requires the scope "${scope}", which no key can have: register it with the option ` +
            `scopes: [{ name: '${scope}', description: '…' }] of the module that verifies keys.`,
        );
    if (rule.programs && !namesOrganization && !rule.acrossOrganizations)
      faults.push(
        `${route} lets API keys in, but its path has no ":orgId", so keys of every organization could use it: name the ` +
          'organization ":orgId" in the path, or declare @AcrossOrganizations() and keep them apart in the handler.',
      );
    if (needsRole && !namesOrganization)
      faults.push(
        `${route} requires a role, but its path has no ":orgId": name the organization ":orgId" in the path.`,
      );
    if (needsRole && !this.ports.roles)
      faults.push(
        `${route} requires a role, but nothing provides OrganizationRoles: import OrganizationRolesModule of ` +
          '@pocket/organizations, or provide your own.',
      );
    if (rule.people !== undefined && !this.ports.people)
      faults.push(
        `${route} lets people in, but nothing verifies their tokens: import PersonTokensModule of ` +
          '@pocket/person-tokens, or provide a PersonVerifier.',
      );
    if (rule.programs && !this.ports.apiKeys)
      faults.push(
        `${route} lets API keys in, but nothing verifies them: import ApiKeyVerificationModule of ` +
          '@pocket/api-key-verification, or provide an ApiKeyVerifier.',
      );
    return faults;
  }
}
