interface RoutedRequest {
  params: Record<string, string>;
  /** Fastify. */
  routeOptions?: { url?: string };
  /** Express. */
  route?: { path: string };
}

/** The path of a request as its route has it, prefixes of the application included, without a slash at its end. */
export function routePath({ params, routeOptions, route }: RoutedRequest): string {
  const template = routeOptions?.url ?? route?.path ?? '';
  return template
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
    .replace(/\/$/, '');
}
