/** Which methods exist at which address, so that a wrong method can be told from a wrong address. */
export class AddressBook {
  private readonly routes: { pattern: RegExp; methods: string[] }[] = [];

  /** Adds a route in Fastify's notation, such as `/a/:id`. */
  add(method: string | string[], url: string): void {
    // The CORS plugin's route for every address.
    if (url === '*') return;
    const segments = url.split('/').map((segment) => {
      if (segment === '*') return '.*';
      return segment.startsWith(':') ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    });
    this.routes.push({ pattern: new RegExp(`^${segments.join('/')}$`), methods: [method].flat() });
  }

  /** Sorted; empty where there is no such address. `url` as the client sent it: a path or a whole URL, encoded. */
  methodsAt(url: string): string[] {
    const path = pathOf(url);
    const found = this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(found)].sort();
  }
}

/** The path of a URL as the client sent it: without origin and query, decoded. */
export function pathOf(url: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').split('?', 1)[0]!;
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
