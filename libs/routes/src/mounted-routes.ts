import { Injectable, RequestMethod, type Type } from '@nestjs/common';
import { DiscoveryService, HttpAdapterHost, MetadataScanner } from '@nestjs/core';
import { whenAdapterIsKnown } from './when-adapter-is-known.js';

/** A handler and where the application answers with it. */
export interface MountedRoute {
  /** Such as `GET /api/v1/organization/:orgId`, global prefix and version included. */
  route: string;
  method: string;
  path: string;
  /** `Controller.handler` */
  name: string;
  controller: Type;
  handler: () => unknown;
}

/** What is found at the HTTP adapter's handlers again, because Nest copies a handler's metadata to them. */
interface Mark {
  /** Several where controllers inherit the handler. */
  controllers: Set<Type>;
  handler: () => unknown;
}
const mark = 'pocket:route';
/** The key of `@RouteConfig` of `@nestjs/platform-fastify`, which need not be installed. */
export const fastifyRouteConfig = '__fastify_route_config__';

interface FastifyRoute {
  method: string | string[];
  url: string;
  config?: { [mark]?: Mark };
}
interface ExpressLayer {
  route?: { path: string | string[]; methods: Record<string, boolean>; stack: { handle: object }[] };
}

/**
 * Where the application answers with which handler, as Express or Fastify were told: the names in a path may come from
 * the controller, the global prefix, a module's prefix or the version. Complete once the application is initialized.
 */
@Injectable()
export class MountedRoutes {
  private readonly fastifyRoutes: MountedRoute[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly adapterHost: HttpAdapterHost,
  ) {
    this.markHandlers();
    whenAdapterIsKnown(adapterHost, () => this.watchFastify());
  }

  all(): MountedRoute[] {
    return this.adapterHost.httpAdapter?.getType() === 'express' ? this.expressRoutes() : this.fastifyRoutes;
  }

  private markHandlers(): void {
    for (const { metatype } of this.discovery.getControllers()) {
      const controller = metatype as Type | undefined;
      const prototype = controller?.prototype as Record<string, () => unknown> | undefined;
      if (!controller || !prototype) continue;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name]!;
        if (Reflect.getMetadata('method', handler) === undefined) continue;
        const before = Reflect.getMetadata(mark, handler) as Mark | undefined;
        const own: Mark = { controllers: new Set([...(before?.controllers ?? []), controller]), handler };
        Reflect.defineMetadata(mark, own, handler);
        const config = Reflect.getMetadata(fastifyRouteConfig, handler) as object | undefined;
        Reflect.defineMetadata(fastifyRouteConfig, { ...config, [mark]: own }, handler);
      }
    }
  }

  private watchFastify(): void {
    if (this.adapterHost.httpAdapter.getType() !== 'fastify') return;
    const fastify = this.adapterHost.httpAdapter.getInstance<{
      addHook(name: 'onRoute', hook: (route: FastifyRoute) => void): void;
    }>();
    fastify.addHook('onRoute', ({ method, url, config }) => {
      const own = config?.[mark];
      // Fastify adds a HEAD route to every GET.
      const methods = [method].flat().filter((one) => one !== 'HEAD' || isHead(own?.handler));
      if (own) this.fastifyRoutes.push(...methods.flatMap((one) => routesOf(one, url, own)));
    });
  }

  private expressRoutes(): MountedRoute[] {
    const { router } = this.adapterHost.httpAdapter.getInstance<{ router?: { stack: ExpressLayer[] } }>();
    return (router?.stack ?? []).flatMap(({ route }) => {
      const own = route?.stack
        .map(({ handle }) => Reflect.getMetadata(mark, handle) as Mark | undefined)
        .find(Boolean);
      if (!route || !own) return [];
      const named = Object.keys(route.methods).map((method) => method.toUpperCase());
      // `@All` is every method that Node knows.
      const methods = named.length > 10 ? ['ALL'] : named;
      return [route.path].flat().flatMap((path) => methods.flatMap((method) => routesOf(method, path, own)));
    });
  }
}

/** One for each controller that may have mounted the handler there. */
function routesOf(method: string, path: string, { controllers, handler }: Mark): MountedRoute[] {
  const here = [...controllers].filter((controller) => isUnder(path, controller));
  return (here.length > 0 ? here : [...controllers]).map((controller) => {
    const name = `${controller.name}.${handler.name}`;
    return { route: `${method} ${path}`, method, path, name, controller, handler };
  });
}

/** Whether the path of the controller is a part of a path. */
function isUnder(path: string, controller: Type): boolean {
  const own = [Reflect.getMetadata('path', controller) as string | string[] | undefined].flat();
  return own.some((part = '') => `${path}/`.includes(`/${part.replace(/^\/|\/$/g, '')}/`.replace('//', '/')));
}

const isHead = (handler: object | undefined) =>
  handler !== undefined && Reflect.getMetadata('method', handler) === RequestMethod.HEAD;
