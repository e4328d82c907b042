/**
 * Maps paths to methods: to find what answers a request, and to answer 405 with `Allow`. Routes are written as Express and
 * Fastify write them, such as `/a/:id`.
 */
export class RouteTable<T = undefined> {
  private readonly routes: { pattern: RegExp; methods: string[]; value: T }[] = [];

  /** `anyCase`: as in Express, the case of a path does not matter, nor a slash at its end. */
  constructor(private readonly options: { anyCase?: boolean } = {}) {}

  add(method: string | string[], path: string, value: T): void {
    const segments = path.split('/').map((segment) => {
      if (segment === '*') return '.*';
      return segment.startsWith(':') ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    });
    const { anyCase } = this.options;
    const pattern = new RegExp(`^${segments.join('/')}${anyCase ? '/?' : ''}$`, anyCase ? 'i' : '');
    this.routes.push({ pattern, methods: [method].flat(), value });
  }

  /** Sorted; empty where there is no such address. `url` as the client sent it: a path or a whole URL, encoded. */
  methodsAt(url: string): string[] {
    return [...new Set(this.at(url).flatMap(({ methods }) => methods))].sort();
  }

  /** What was added for this method and address. */
  find(method: string, url: string): T | undefined {
    return this.at(url).find(({ methods }) => methods.includes(method))?.value;
  }

  private at(url: string) {
    const path = pathOf(url);
    return this.routes.filter(({ pattern }) => pattern.test(path));
  }
}

/** The path of a URL as the client sent it: without origin and query, decoded. */
export function pathOf(url: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0]!;
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
