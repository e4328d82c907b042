import { Injectable, RequestMethod, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { accessRuleOf } from './access-rule.js';
import { misnamedOrganization } from './organization-param.js';
import { ScopeRegistry } from './scope-registry.js';

/**
 * Stops a service at its start whose routes could never let a program in, or not keep organizations apart: a scope that is
 * not registered (no key can have it), or an organization in the path under another name than `:orgId`.
 */
@Injectable()
export class RoutesCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly registry: ScopeRegistry,
  ) {}

  onApplicationBootstrap(): void {
    for (const { metatype } of this.discovery.getControllers()) {
      const prototype = metatype?.prototype as Record<string, () => unknown> | undefined;
      if (!prototype) continue;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name]!;
        if (Reflect.getMetadata('method', handler) === undefined) continue;
        const { scopes, minimumRole } = accessRuleOf(this.reflector, {
          getHandler: () => handler,
          getClass: () => metatype as never,
        });
        if (scopes || minimumRole) this.check(routeOf(metatype as object, handler), scopes ?? []);
      }
    }
  }

  private check(route: string, scopes: readonly string[]): void {
    const unknown = scopes.find((scope) => !this.registry.has(scope));
    if (unknown !== undefined) {
      throw new Error(
        `${route} requires the scope "${unknown}", which no key can have: register it with ` +
          `ApiKeyVerificationModule.forRoot({ scopes: [{ name: '${unknown}', description: '…' }] }).`,
      );
    }
    const misnamed = misnamedOrganization(route.match(/:\w+/g)?.map((name) => name.slice(1)) ?? []);
    if (misnamed !== undefined)
      throw new Error(
        `${route}: name the organization in the path ":orgId" instead of ":${misnamed}"; the guard reads that.`,
      );
  }
}

function routeOf(controller: object, handler: object): string {
  const read = (key: string, target: object) => Reflect.getMetadata(key, target) as unknown;
  const path = [read('path', controller), read('path', handler)].flat().join('/').replace(/\/+/g, '/');
  return `${RequestMethod[read('method', handler) as number]} /${path.replace(/^\/|\/$/g, '')}`;
}
