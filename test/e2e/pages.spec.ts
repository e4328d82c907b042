import { createWorld, type World } from '../support/world.js';

/** What the programs that people look at pages with send as `Accept`. */
const programs: [name: string, accept: string | undefined, type: string][] = [
  ['curl', '*/*', 'text/html'],
  ['a program that names nothing', undefined, 'text/html'],
  ['a terminal browser', 'text/plain', 'text/plain'],
  [
    'Chrome',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8',
    'text/html',
  ],
  ['Firefox', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
  ['one who asks with a charset', 'text/html; charset=utf-8', 'text/html'],
  ['axios', 'application/json, text/plain, */*', 'application/json'],
  ['one who names formats without end', 'image/png, '.repeat(100), 'text/html'],
  ['one who wants no text', 'text/*;q=0, */*;q=0.1', 'application/json'],
];

describe('pages', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ CORS_ORIGINS: 'https://admin.example' });
  });
  afterAll(() => world.close());

  const get = (path: string, accept?: string, method = 'GET') =>
    // `fetch` adds `*/*` where nothing is given; an empty value counts as none.
    world.api.call(path, { method, headers: { accept: accept ?? '' } });

  describe.each(['/', '/problems', '/problems/invalid_token'])('%s', (path) => {
    it.each(programs)('is for %s (Accept: %s) %s', async (_name, accept, type) => {
      const { status, headers } = await get(path, accept);
      expect([status, headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`]);
    });

    it.each(['text/html', 'text/plain', 'application/json'])(
      'tells caches that it differs, as %s',
      async (accept) => {
        const { headers } = await get(path, accept);
        expect(headers.get('vary')).toBe('Origin, Accept');
        expect(headers.get('cache-control')).toBe('public, max-age=3600');
      },
    );

    it.each(['image/png', 'text/html;q=0, text/plain;q=0, application/*;q=0'])(
      'is 406 for Accept: %s, which the answer explains',
      async (accept) => {
        const { status, headers, body } = await get(path, accept);
        expect([status, headers.get('content-type'), headers.get('vary')]).toEqual([
          406,
          'application/problem+json; charset=utf-8',
          'Origin, Accept',
        ]);
        expect(body).toMatchObject({ code: 'not_acceptable', detail: expect.stringContaining('text/html') });
      },
    );

    it('answers HEAD with the headers of GET', async () => {
      const [head, whole] = [await get(path, 'text/html', 'HEAD'), await get(path, 'text/html')];
      expect([head.status, head.text]).toEqual([200, '']);
      for (const name of ['content-type', 'content-length', 'vary', 'cache-control'])
        expect(head.headers.get(name)).toBe(whole.headers.get(name));
    });

    it('needs no script and no style of its own', async () => {
      const { text } = await get(path, 'text/html');
      expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=/i);
      const stylesheet = /<link rel="stylesheet" href="([^"]+)"/.exec(text)![1]!;
      expect((await get(stylesheet)).headers.get('content-type')).toBe('text/css; charset=utf-8');
    });
  });

  it.each([
    ['api', 'Pocket organization API keys'],
    ['recordings', 'Pocket recordings'],
  ] as const)(
    'the home page of %s has its title and leads to addresses that exist',
    async (service, title) => {
      const { call } = world[service];
      const { body } = await call('/', { headers: { accept: 'application/json' } });
      const page = await call('/', { headers: { accept: 'text/html' } });
      const text = await call('/', { headers: { accept: 'text/plain' } });
      expect(body.title).toBe(title);
      expect(page.text).toContain(`<h1>${title}</h1>`);
      expect(text.text.split('\n')[0]).toBe(title);
      const addresses = Object.keys(body.links as object);
      expect(addresses).toEqual([
        '/docs',
        '/openapi.json',
        '/openapi.yaml',
        '/openapi-3.0.json',
        '/problems',
        '/health/live',
        '/health/ready',
      ]);
      for (const address of addresses) {
        expect(page.text).toContain(`href="${address}"`);
        expect(text.text).toContain(`\n${address} `);
        expect((await call(address)).status).toBe(200);
      }
    },
  );

  describe('/docs', () => {
    const addresses = async () => {
      const { text } = await get('/docs');
      return [...text.matchAll(/(?:href|src)="(\/docs\/[^"]+)"/g)].map(([, address]) => address!);
    };

    it('is one page and the files that it loads: compressed, and kept by browsers for a year', async () => {
      const files = await addresses();
      expect(files.length).toBe(4);
      let size = 0;
      for (const address of files) {
        const { status, headers } = await get(address, '*/*', 'HEAD');
        expect([address, status, headers.get('content-encoding')]).toEqual([address, 200, 'gzip']);
        expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
        size += Number(headers.get('content-length'));
      }
      expect(size).toBeLessThan(500_000);
    });

    it.each(['/docs', '/openapi.json', '/openapi.yaml', '/openapi-3.0.json'])(
      '%s is compressed too, and asked for anew, in vain while it stays the same',
      async (path) => {
        const { status, headers } = await get(path);
        expect([status, headers.get('content-encoding'), headers.get('cache-control')]).toEqual([
          200,
          'gzip',
          'no-cache',
        ]);
        expect(headers.get('vary')).toBe('Origin, Accept-Encoding');
        const again = await world.api.call(path, { headers: { 'if-none-match': headers.get('etag')! } });
        expect([again.status, again.text]).toEqual([304, '']);
      },
    );

    it.each([
      'package.json',
      'README.md',
      'LICENSE',
      'swagger-ui-bundle.js.map',
      'swagger-initializer.js',
      'oauth2-redirect.html',
      'pages.css',
    ])('does not serve %s, which no page loads', async (name) => {
      expect((await get(`/docs/${name}`)).status).toBe(404);
    });

    it('has no script and no style in the page itself', async () => {
      const { text } = await get('/docs');
      expect(text).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/i);
    });
  });
});
