import fastify, { type FastifyInstance } from 'fastify';
import { StaticFile } from './static-file.js';

const text = 'body { margin: 0; } '.repeat(100);

describe('a static file', () => {
  const file = new StaticFile('text/css; charset=utf-8', text);
  let app: FastifyInstance;
  let url: string;
  beforeAll(async () => {
    app = fastify();
    app.get('/style.css', (request, reply) => file.send(request, reply));
    url = await app.listen();
  });
  afterAll(() => app.close());

  const get = async (headers: Record<string, string> = {}, query = '', method = 'GET') => {
    const response = await fetch(`${url}/style.css${query}`, { headers, method });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };

  it.each(['gzip', 'gzip, deflate, br, zstd', 'br;q=1.0, gzip;q=0.8, *;q=0.1', 'GZIP'])(
    'is compressed for who accepts %s',
    async (accepted) => {
      const { headers, body } = await get({ 'accept-encoding': accepted });
      expect(headers).toMatchObject({
        'content-encoding': 'gzip',
        'content-type': 'text/css; charset=utf-8',
      });
      expect(Number(headers['content-length'])).toBeLessThan(text.length / 10);
      expect(body).toBe(text);
    },
  );

  it.each(['', 'br', 'identity', 'gzip;q=0', 'gzip; q=0.0, br', 'gzippy'])(
    'is sent as it is to who accepts %j',
    async (accepted) => {
      const { headers, body } = await get({ 'accept-encoding': accepted });
      expect([headers['content-encoding'], body]).toEqual([undefined, text]);
      expect(headers.vary).toBe('Accept-Encoding');
    },
  );

  it('is kept for a year by its version, and asked for anew by any other address', async () => {
    const control = async (query: string) => (await get({}, query)).headers['cache-control'];
    expect(await control(`?v=${file.version}`)).toBe('public, max-age=31536000, immutable');
    for (const query of ['', '?v=', '?v=older', `?v=${file.version}&v=${file.version}`])
      expect([query, await control(query)]).toEqual([query, 'no-cache']);
  });

  it('is not sent again to who has it', async () => {
    const { etag } = (await get()).headers;
    for (const known of [etag!, `"other", ${etag}`]) {
      const { status, body, headers } = await get({ 'if-none-match': known });
      expect([status, body, headers.etag]).toEqual([304, '', etag]);
    }
    expect((await get({ 'if-none-match': 'W/"other"' })).status).toBe(200);
  });

  it('has another version when its content is another', () => {
    const versions = [text, `${text} `, ''].map((content) => new StaticFile('text/css', content).version);
    expect(new Set(versions).size).toBe(3);
    expect(new StaticFile('text/css', Buffer.from(text)).version).toBe(file.version);
  });

  it('answers HEAD with the headers of GET', async () => {
    const accepting = { 'accept-encoding': 'gzip' };
    const [head, whole] = [await get(accepting, '', 'HEAD'), await get(accepting)];
    expect(head.body).toBe('');
    for (const name of ['content-type', 'content-length', 'content-encoding', 'etag', 'vary'])
      expect([name, head.headers[name]]).toEqual([name, whole.headers[name]]);
  });
});
