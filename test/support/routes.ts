import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { MetadataScanner } from '@nestjs/core';
import { accessRuleOf, type AccessRule } from '@pocket/access';

/** One handler of the application. */
export interface Route {
  method: string;
  /** As declared, such as `/api/v1/organization/:orgId`. */
  path: string;
  rule: AccessRule;
}

/** Every route of every controller, with the access rule that its decorators declare. */
export function routesOf(app: INestApplicationContext): Route[] {
  const scanner = new MetadataScanner();
  return controllersOf(app).flatMap((controller) =>
    scanner.getAllMethodNames(controller.prototype as object).flatMap((name) => {
      const handler = (controller.prototype as Record<string, () => unknown>)[name]!;
      const path = Reflect.getMetadata('path', handler) as string | undefined;
      if (path === undefined) return [];
      const method = RequestMethod[Reflect.getMetadata('method', handler) as number]!;
      const base = Reflect.getMetadata('path', controller) as string;
      const rule = accessRuleOf(handler, controller);
      if (!rule) throw new Error(`${controller.name}.${name} declares no access rule.`);
      return [{ method, path: `/${base}/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'), rule }];
    }),
  );
}

type Controller = new (...args: unknown[]) => unknown;

function controllersOf(app: INestApplicationContext): Controller[] {
  const { container } = app as unknown as {
    container: { getModules(): Map<string, { controllers: Map<unknown, { metatype: Controller }> }> };
  };
  return [...container.getModules().values()].flatMap(({ controllers }) =>
    [...controllers.values()].map(({ metatype }) => metatype),
  );
}
