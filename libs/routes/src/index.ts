export { fastifyRouteConfig, MountedRoutes, type MountedRoute } from './mounted-routes.js';
export { routePath } from './route-path.js';
export { pathOf, RouteTable } from './route-table.js';
export { whenAdapterIsKnown } from './when-adapter-is-known.js';
