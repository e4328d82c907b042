import { once } from 'node:events';
import { connect } from 'node:net';
import {
  ConflictException,
  Delete,
  ForbiddenException,
  Get,
  HttpException,
  Module,
  Param,
  Patch,
  Post,
  ServiceUnavailableException,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiExtension, ApiPropertyOptional, ApiResponse } from '@nestjs/swagger';
import { DatabaseCheck } from '@pocket/database';
import {
  deadlines,
  problemCodes,
  ProblemException,
  withDeadline,
  type ProblemCode,
} from '@pocket/problem-details';
import { PagesModule, serveDocumentation, type Documentation } from '@pocket/documentation';
import { createHttpApplication } from '@pocket/http';
import { JsonBody, QueryParameters, RestController, RestModule } from '@pocket/rest';
import { HealthModule, readEnvironment } from '@pocket/runtime';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Max,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { QueryFailedError } from 'typeorm';
import { knowService } from '../support/check-every-answer.js';
import { sendRaw } from '../support/raw-http.js';

const secret = 'pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD';

class ItemDto {
  @IsString()
  title: string;
}

class ThingDto {
  @IsString({ message: 'must be a string' })
  name: string;

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ItemDto)
  items?: ItemDto[];

  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayMaxSize(3)
  sizes?: number[];
}

class PageDto {
  @ApiPropertyOptional()
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Max(100)
  limit?: number;
}

class SignedIn implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<{ headers: { authorization?: string } }>();
    if (headers.authorization === 'Bearer ok') return true;
    throw new ProblemException('unauthenticated', {
      headers: { 'WWW-Authenticate': 'Bearer realm="pocket"' },
    });
  }
}

const late: ((outcome: 'answer' | 'fail') => void)[] = [];
const failures: Record<string, () => unknown> = {
  unknown: () => new TypeError(`secret ${secret}`),
  thrown_string: () => secret,
  query: () => new QueryFailedError(`SELECT '${secret}'`, [secret], new Error(`duplicate ${secret}`)),
  refused: () =>
    new QueryFailedError('SELECT 1', [], Object.assign(new Error('x'), { code: 'ECONNREFUSED' })),
  forbidden: () => new ForbiddenException(secret),
  conflict: () => new ConflictException(secret),
  nest_503: () => new ServiceUnavailableException(secret),
  teapot: () => new HttpException(secret, 418),
  throttled: () => new HttpException(secret, 429),
  upstream_404: () => Object.assign(new Error(secret), { statusCode: 404 }),
};

/** The document of this service says no more of its good answers. */
const AnyJson = (status: number) => ApiResponse({ status, schema: {}, description: 'Any JSON.' });

@RestController('api/v1/things')
class ThingsController {
  @Post()
  @AnyJson(201)
  @UseGuards(SignedIn)
  create(@JsonBody(ThingDto) body: ThingDto): ThingDto {
    return body;
  }

  @Get()
  @AnyJson(200)
  list(@QueryParameters(PageDto) page: PageDto): object {
    return { limit: page.limit ?? null, type: typeof page.limit };
  }

  @Get('missing')
  @ApiExtension('x-problems', ['not_found'])
  missing(): never {
    throw new ProblemException('not_found');
  }

  @Get('stuck')
  @AnyJson(200)
  stuck(): Promise<object> {
    return new Promise((resolve, reject) => {
      late.push((outcome) => (outcome === 'answer' ? resolve({ late: true }) : reject(new Error(secret))));
    });
  }

  @Get('fails/:how')
  @ApiExtension('x-problems', ['insufficient_role', 'conflict', 'validation_failed'])
  fails(@Param('how') how: string): never {
    throw failures[how]!();
  }

  @Get('one/:id')
  @AnyJson(200)
  one(@Param('id') id: string): object {
    return { length: id.length, hasNul: id.includes('\0') };
  }

  @Patch('one/:id')
  @AnyJson(200)
  change(@JsonBody(ThingDto) body: ThingDto): ThingDto {
    return body;
  }

  @Delete('one/:id')
  @AnyJson(200)
  remove(): object {
    return { success: true };
  }
}

let query: () => Promise<unknown> = async () => [];

@Module({
  providers: [{ provide: DatabaseCheck, useValue: { check: () => withDeadline(query(), deadlines.health) } }],
})
class FakeDatabaseModule {}

const documentation: Documentation = { build: (builder) => builder.setTitle('Things') };

@Module({
  imports: [FakeDatabaseModule, RestModule, HealthModule, PagesModule.forRoot(documentation)],
  controllers: [ThingsController],
})
class TestModule {}

const start = async (variables: NodeJS.ProcessEnv = {}) => {
  const environment = readEnvironment({ LOG_LEVEL: 'silent', ...variables }, { own: {} });
  const app = await createHttpApplication(TestModule, environment, { keyPrefix: 'pk_live_' });
  serveDocumentation(app, documentation);
  await app.listen(0, '127.0.0.1');
  await knowService(await app.getUrl());
  return app;
};

describe('errors over HTTP', () => {
  let app: NestFastifyApplication;
  let url: string;
  let port: number;
  beforeAll(async () => {
    app = await start();
    url = await app.getUrl();
    port = Number(new URL(url).port);
  });
  afterAll(() => app.close());

  const things = '/api/v1/things';
  const json = { 'content-type': 'application/json', authorization: 'Bearer ok' };
  const send = (path: string, init: RequestInit = {}) => fetch(url + path, { redirect: 'manual', ...init });
  const post = (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}) =>
    send(things, { method: 'POST', headers: { ...json, ...headers }, body });

  const raw = (request: string | Buffer) => sendRaw(url, request);

  /** Every error has exactly the form of contract section 4, and repeats nothing secret. */
  const expectProblem = async (response: Response, code: ProblemCode) => {
    const text = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([
      problemCodes[code].status,
      'application/problem+json; charset=utf-8',
    ]);
    const body = JSON.parse(text) as { request_id: string; errors?: { pointer: string; code: string }[] };
    const { errors, ...members } = body;
    expect(members).toEqual({
      type: `/problems/${code}`,
      title: problemCodes[code].title,
      status: problemCodes[code].status,
      detail: expect.stringMatching(/\S/),
      code,
      request_id: response.headers.get('x-request-id'),
    });
    expect(members.request_id).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    expect(text).not.toContain(secret);
    return { text, response, errors: errors?.map((error) => [error.pointer, error.code]) };
  };

  describe('an address', () => {
    it('that does not exist is 404, with the same bytes as a 404 of a handler', async () => {
      const unknown = await expectProblem(await send('/api/v1/nothing'), 'not_found');
      const missing = await expectProblem(await send(`${things}/missing`), 'not_found');
      const stripped = ({ text }: { text: string }) => text.replace(/"request_id":"[^"]*"/, '');
      expect(stripped(unknown)).toBe(stripped(missing));
      expect([...unknown.response.headers.keys()]).toEqual([...missing.response.headers.keys()]);
    });

    it.each([
      ['PUT', things, 'GET, HEAD, POST'],
      ['OPTIONS', things, 'GET, HEAD, POST'],
      ['POST', `${things}/one/1`, 'DELETE, GET, HEAD, PATCH'],
      ['POST', `${things}/one/a%2Fb?x=1`, 'DELETE, GET, HEAD, PATCH'],
      ['DELETE', '/health/live', 'GET, HEAD'],
      ['POST', '/openapi.json', 'GET, HEAD'],
    ])('that exists, but not for %s %s, is 405 with Allow', async (method, path, allow) => {
      const { response } = await expectProblem(await send(path, { method }), 'method_not_allowed');
      expect(response.headers.get('allow')).toBe(allow);
    });

    it.each(['TRACE', 'PROPFIND', 'QUERY', 'PURGE', 'M-SEARCH', 'LOCK', 'SEARCH', 'MKCOL'])(
      'asked for with %s is 405',
      async (method) => {
        const answer = await raw(`${method} ${things} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
        const { response } = await expectProblem(answer, 'method_not_allowed');
        expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
      },
    );

    it('asked for with an expectation that nobody knows is answered all the same', async () => {
      const ask = `GET ${things} HTTP/1.1\r\nHost: x\r\nExpect: 200-maybe\r\nConnection: close\r\n\r\n`;
      expect((await raw(ask)).status).toBe(200);
    });

    it('with a method that HTTP does not have is 400', async () => {
      await expectProblem(await raw(`BREW ${things} HTTP/1.1\r\nHost: x\r\n\r\n`), 'malformed_request');
    });

    it('is the same address however it is written', async () => {
      for (const written of ['/%61pi/v1/things', `http://127.0.0.1:${port}${things}`]) {
        const ask = (method: string, headers = '') =>
          raw(`${method} ${written} HTTP/1.1\r\nHost: x\r\n${headers}Connection: close\r\n\r\n`);
        const found = await ask('GET');
        expect([found.status, found.headers.get('cache-control')]).toEqual([200, 'no-store']);
        await expectProblem(await ask('GET', 'Accept: text/html\r\n'), 'not_acceptable');
        const { response } = await expectProblem(await ask('PUT'), 'method_not_allowed');
        expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
      }
    });

    it('is answered to HEAD without a body, also when it is unknown', async () => {
      expect((await send(things, { method: 'HEAD' })).status).toBe(200);
      const unknown = await send('/api/v1/nothing', { method: 'HEAD' });
      expect([unknown.status, await unknown.text()]).toEqual([404, '']);
    });

    it('of 8,000 bytes is read and one byte more is 414, before anything else', async () => {
      const path = `${things}/one/`;
      const longest = path + 'x'.repeat(8_000 - path.length);
      expect(await (await send(longest)).json()).toEqual({ length: 8_000 - path.length, hasNul: false });
      await expectProblem(await send(`${longest}x`), 'uri_too_long');
      await expectProblem(
        await send(`/nowhere?${'x'.repeat(8_000)}`, { headers: { accept: 'image/png' } }),
        'uri_too_long',
      );
    });

    it.each([`${things}/one/%`, `${things}/one/%zz`, `${things}/one/%e0%a4`, '/%c0%80'])(
      'that is badly percent-encoded (%s) is 400',
      async (path) => {
        await expectProblem(
          await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
          'malformed_request',
        );
      },
    );

    it('with an encoded NUL reaches the handler', async () => {
      expect(await (await send(`${things}/one/a%00b`)).json()).toEqual({ length: 3, hasNul: true });
    });
  });

  describe('Accept', () => {
    it.each([
      'application/json',
      'application/problem+json; charset=utf-8',
      'application/*',
      '*/*',
      'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'text/html, application/json;q=0.1',
    ])('%s is served', async (accept) => {
      expect((await send(things, { headers: { accept } })).status).toBe(200);
    });

    it('empty is served', async () => {
      const answer = await raw(`GET ${things} HTTP/1.1\r\nHost: x\r\nAccept:\r\nConnection: close\r\n\r\n`);
      expect(answer.status).toBe(200);
    });

    it.each(['text/html', 'image/*', 'application/xml', 'application/json;q=0', 'text/html;q=1, image/png'])(
      '%s is 406, before the credential is asked for',
      async (accept) => {
        await expectProblem(await send(things, { method: 'POST', headers: { accept } }), 'not_acceptable');
      },
    );

    it('does not come before 404 and 405, and matters under /api/ only', async () => {
      const headers = { accept: 'image/png' };
      await expectProblem(await send('/api/v1/nothing', { headers }), 'not_found');
      await expectProblem(await send(things, { method: 'PUT', headers }), 'method_not_allowed');
      expect((await send('/health/live', { headers })).status).toBe(200);
    });
  });

  describe('a body', () => {
    const named = (bytes: number) => `{"name":"${'x'.repeat(bytes - 11)}"}`;

    it.each([
      'text/plain',
      'text/json',
      'application/x-www-form-urlencoded',
      'application/json-patch+json',
      'application/merge-patch+json',
      'application/jsonp',
      'application/json; charset=utf-16',
      'application/json; charset=latin1',
      'application/json; charset="iso-8859-1"',
      'nonsense',
    ])('of type %s is 415', async (type) => {
      await expectProblem(await post('{"name":"x"}', { 'content-type': type }), 'unsupported_media_type');
    });

    it('without a type is 415', async () => {
      await expectProblem(
        await raw(`POST ${things} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`),
        'unsupported_media_type',
      );
    });

    it('that is compressed is 415', async () => {
      await expectProblem(await post('{}', { 'content-encoding': 'gzip' }), 'unsupported_media_type');
    });

    it.each([
      'application/json',
      'Application/JSON',
      'application/json; charset=UTF-8',
      'application/json;charset="utf-8"',
    ])('of type %s is read', async (type) => {
      const answer = await post('{"name":"x"}', { 'content-type': type });
      expect([answer.status, await answer.json()]).toEqual([201, { name: 'x' }]);
    });

    it('is not read before the guard has let the caller through', async () => {
      for (const body of ['{', '', '[1]', '{"name":1}', '['.repeat(30_000)])
        await expectProblem(await post(body, { authorization: 'Bearer other' }), 'unauthenticated');
    });

    it('need not be there for GET and DELETE, whatever their content type says', async () => {
      const headers = { 'content-type': 'application/json' };
      expect((await send(`${things}/one/1`, { method: 'DELETE', headers })).status).toBe(200);
      expect((await send(`${things}/one/1`, { headers })).status).toBe(200);
      const empty = `DELETE ${things}/one/1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
      expect((await raw(`${empty}Content-Length: 0\r\nConnection: close\r\n\r\n`)).status).toBe(200);
    });

    it.each([
      ['missing', ''],
      ['cut off', '{"name":'],
      ['not JSON', 'name'],
      ['commented', '{"name":"x"/**/}'],
      ['with a trailing comma', '{"name":"x",}'],
      ['two values', '{}{}'],
      ['behind a byte order mark', '\ufeff{"name":"x"}'],
      ['NaN', '{"name":NaN}'],
    ])('that is %s is malformed', async (_, body) => {
      const { errors } = await expectProblem(await post(body), 'malformed_request');
      expect(errors).toEqual([['', 'invalid_json']]);
    });

    it.each([
      ['a stray byte', [0xff]],
      ['an overlong form', [0xc0, 0x80]],
      ['an encoded surrogate', [0xed, 0xa0, 0x80]],
      ['a sequence cut off', [0xe2, 0x82]],
    ])('that is not UTF-8 (%s) is malformed', async (_, bytes) => {
      const body = Buffer.concat([Buffer.from('{"name":"'), Buffer.from(bytes), Buffer.from('"}')]);
      const { errors } = await expectProblem(await post(body), 'malformed_request');
      expect(errors).toEqual([['', 'invalid_utf8']]);
    });

    it.each([17, 1_500, 30_000])('nested %i levels deep is malformed, and names the field', async (depth) => {
      const nested = '['.repeat(depth - 1) + ']'.repeat(depth - 1);
      for (const body of [
        `{"name":${nested}}`,
        `{"name":"x","name":${nested}}`,
        `{"name":${nested},"name":1}`,
      ]) {
        const { errors } = await expectProblem(await post(body), 'malformed_request');
        expect(errors).toEqual([['/name', 'too_deep']]);
      }
    });

    it('nested 60,000 levels deep without a field is malformed', async () => {
      const { errors } = await expectProblem(
        await post('['.repeat(30_000) + ']'.repeat(30_000)),
        'malformed_request',
      );
      expect(errors).toEqual([['', 'too_deep']]);
    });

    it('nested 16 levels deep is read', async () => {
      const { errors } = await expectProblem(
        await post(`{"name":${'['.repeat(15)}${']'.repeat(15)}}`),
        'validation_failed',
      );
      expect(errors).toEqual([['/name', 'is_string']]);
    });

    it.each(['[]', '"x"', '1', 'null', 'true'])('that is %s and no object is refused', async (body) => {
      const { errors } = await expectProblem(await post(body), 'validation_failed');
      expect(errors).toEqual([['', 'not_an_object']]);
    });

    it.each([
      ['{"name":"x","name":"y"}', '/name', 'duplicate_field'],
      ['{"name":"x","n\\u0061me":"y"}', '/name', 'duplicate_field'],
      ['{"name":"x","items":[{"title":"a"},{"title":"b","title":"c"}]}', '/items/1/title', 'duplicate_field'],
      ['{"name":"x","__proto__":{"admin":true}}', '/__proto__', 'unknown_field'],
      ['{"name":"x","\\u005f_proto__":1}', '/__proto__', 'unknown_field'],
      ['{"name":"x","constructor":{"prototype":{}}}', '/constructor', 'unknown_field'],
      ['{"name":"x","items":[{"title":"a","prototype":1}]}', '/items/0/prototype', 'unknown_field'],
      ['{"name":"x","surprise":1}', '/surprise', 'unknown_field'],
      ['{"name":"x","toString":1}', '/toString', 'unknown_field'],
      ['{"name":"x","a/b~c":1}', '/a~1b~0c', 'unknown_field'],
      ['{"name":"x","last_used_at":1}', '/last_used_at', 'unknown_field'],
      [`{"name":"x","${secret}":1}`, '/[redacted]', 'unknown_field'],
      ['{"name":"x","eyJhbGciOiJub25lIn0.e30.":1}', '/[redacted]', 'unknown_field'],
      [`{"name":"x","${secret}":1,"${secret}":1}`, '/[redacted]', 'duplicate_field'],
      ['{"name":1}', '/name', 'is_string'],
      ['{}', '/name', 'is_string'],
      ['{"name":"x","items":[{"title":"a"},{"title":2}]}', '/items/1/title', 'is_string'],
      ['{"name":"x","items":{}}', '/items', 'is_array'],
      ['{"name":"x","sizes":null}', '/sizes', 'is_array'],
    ])('%s is refused, naming the place', async (body, pointer, code) => {
      const { errors } = await expectProblem(await post(body), 'validation_failed');
      expect(errors).toContainEqual([pointer, code]);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    });

    it('may hold the same field in different objects', async () => {
      const body = { name: 'x', items: [{ title: 'name' }, { title: 'name' }] };
      expect(await (await post(JSON.stringify(body))).json()).toEqual(body);
    });

    it.each([
      ['unknown', (index: number) => `"${'é'.repeat(60)}${index}":1`],
      ['twice', (index: number) => `"${'é'.repeat(60)}${index}":1,"${'é'.repeat(60)}${index}":1`],
      ['forbidden', (index: number) => `"${'é'.repeat(60)}${index}":{"__proto__":1}`],
      ['short', (index: number) => `"é${index}":1`],
    ])('with 50 wrong fields (%s) is told at most 20 and 100 characters of them', async (_, field) => {
      const fields = Array.from({ length: 50 }, (__, index) => field(index));
      const { text, errors } = await expectProblem(
        await post(`{"name":"x",${fields.join()}}`),
        'validation_failed',
      );
      expect(errors!.length).toBeGreaterThan(0);
      expect(errors!.length).toBeLessThanOrEqual(20);
      expect(
        (JSON.parse(text).errors as { pointer: string }[]).map(({ pointer }) => pointer).join('').length,
      ).toBeLessThanOrEqual(100);
    });

    it('of 64 KiB is read and one byte more is 413', async () => {
      expect((await post(named(65_536))).status).toBe(201);
      await expectProblem(await post(named(65_537)), 'content_too_large');
    });

    it('that goes on over 64 KiB in chunks is 413', async () => {
      const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
      const head = `POST ${things} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
      await expectProblem(await raw(head + chunk.repeat(5)), 'content_too_large');
    });
  });

  describe('a query or a path', () => {
    it('is converted where the DTO says so, and else refused by name', async () => {
      expect(await (await send(`${things}?limit=7`)).json()).toEqual({ limit: 7, type: 'number' });
      for (const [search, pointer, code] of [
        ['limit=x', '/limit', 'is_int'],
        ['limit=101', '/limit', 'max'],
        ['limit=1&limit=2', '/limit', 'is_int'],
        ['other=1', '/other', 'unknown_field'],
        ['__proto__=1', '/__proto__', 'unknown_field'],
        [`${secret}=1`, '/[redacted]', 'unknown_field'],
      ]) {
        const { errors } = await expectProblem(await send(`${things}?${search}`), 'validation_failed');
        expect(errors).toEqual([[pointer, code]]);
      }
    });
  });

  describe('a handler', () => {
    it.each([
      ['unknown', 'internal_error'],
      ['thrown_string', 'internal_error'],
      ['query', 'internal_error'],
      ['upstream_404', 'internal_error'],
      ['refused', 'unavailable'],
      ['nest_503', 'unavailable'],
      ['forbidden', 'insufficient_role'],
      ['conflict', 'conflict'],
      ['teapot', 'malformed_request'],
      ['throttled', 'rate_limited'],
    ] as const)('that fails with %s answers %s and none of the cause', async (how, code) => {
      const { response } = await expectProblem(await send(`${things}/fails/${how}`), code);
      const retryAfter: Partial<Record<ProblemCode, string>> = { unavailable: '1', rate_limited: '60' };
      expect(response.headers.get('retry-after')).toBe(retryAfter[code] ?? null);
    });

    it.each(['answer', 'fail'] as const)(
      'that is stuck is answered for with 503 in the meantime, and its late %s changes nothing',
      async (outcome) => {
        const { response } = await expectProblem(await send(`${things}/stuck`), 'unavailable');
        expect(response.headers.get('retry-after')).toBe('1');
        late.pop()!(outcome);
        expect((await send('/health/live')).status).toBe(200);
      },
    );
  });

  describe('what is no HTTP', () => {
    it('headers over 16 KiB are 431', async () => {
      const { response } = await expectProblem(
        await raw(`GET ${things} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${'x'.repeat(20_000)}\r\n\r\n`),
        'request_header_fields_too_large',
      );
      expect(response.headers.get('connection')).toBe('close');
    });

    it.each([
      ['no HTTP at all', 'hello\r\n\r\n'],
      ['a NUL in a header', `GET ${things} HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n`],
      ['no Host', `GET ${things} HTTP/1.1\r\n\r\n`],
      [
        'two Content-Lengths',
        `POST ${things} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
      ],
      [
        'length and chunks',
        `POST ${things} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      ],
      [
        'a bad chunk',
        `POST ${things} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      ],
      ['a space before the colon', `GET ${things} HTTP/1.1\r\nHost : x\r\n\r\n`],
    ])('%s is 400', async (_, request) => {
      const { text, response } = await expectProblem(await raw(request), 'malformed_request');
      expect(response.headers.get('connection')).toBe('close');
      expect(Number(response.headers.get('content-length'))).toBe(Buffer.byteLength(text));
    });

    it('an unreadable connection is closed even if the client keeps its side open', async () => {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      socket.on('error', () => undefined);
      socket.write('hello\r\n\r\n');
      socket.resume();
      await once(socket, 'end');
      const open = async () =>
        new Promise<number>((resolve) =>
          app.getHttpServer().getConnections((__: unknown, count: number) => resolve(count)),
        );
      const before = await open();
      while ((await open()) >= before) await new Promise(setImmediate);
      expect(await open()).toBeLessThan(before);
      socket.destroy();
    });

    it('CONNECT does not hurt the service', async () => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined).resume();
      socket.write('CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n');
      await once(socket, 'close');
      expect((await send('/health/live')).status).toBe(200);
    });
  });

  describe('the request id', () => {
    it.each(['a', 'A-b_9', 'x'.repeat(64)])('of the caller, %s, is kept', async (id) => {
      for (const path of [things, '/api/v1/nothing', '/docs']) {
        const answer = await send(path, { headers: { 'x-request-id': id } });
        expect(answer.headers.get('x-request-id')).toBe(id);
      }
    });

    it.each(['', 'x'.repeat(65), 'a b', 'a.b', 'ä', secret, `x${secret}`, 'eyJhbGciOiJub25lIn0'])(
      'of the caller, %s, is replaced',
      async (id) => {
        const answer = await send(things, { headers: { 'x-request-id': id } });
        expect(answer.headers.get('x-request-id')).toMatch(/^req_[0-9A-Z]{26}$/);
      },
    );

    it('is new for every request', async () => {
      const ids = await Promise.all(
        Array.from({ length: 20 }, async () => (await send(things)).headers.get('x-request-id')),
      );
      expect(new Set(ids).size).toBe(20);
    });
  });

  describe('headers', () => {
    it('forbid to store anything under /api/', async () => {
      const answers = [
        await send(things),
        await send('/api/v1/nothing'),
        await send(things, { method: 'PUT' }),
        await post('{'),
        await raw(`GET ${things}/one/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
        await send(`${things}/fails/unknown`),
      ];
      expect(answers.map(({ headers }) => headers.get('cache-control'))).toEqual(
        answers.map(() => 'no-store'),
      );
    });

    it('secure pages without demanding https outside of production', async () => {
      for (const path of ['/docs', '/', '/problems/not_found']) {
        const { headers } = await send(path, { headers: { accept: 'text/html' } });
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
        expect(headers.get('strict-transport-security')).toBeNull();
        const policy = headers.get('content-security-policy')!;
        expect(policy).toContain("default-src 'self'");
        expect(policy).not.toMatch(/upgrade-insecure-requests|unsafe/);
      }
    });

    it('of browsers do not go out with anything but pages, which a gateway would pass on as its own', async () => {
      const browsers =
        /^(content-security-policy|cross-origin-|origin-agent|referrer-|strict-transport|x-(?!content-type|request-id))/;
      for (const path of [
        things,
        '/api/v1/nothing',
        '/problems/not_found',
        '/openapi.json',
        '/docs/swagger-ui.css',
      ]) {
        const { headers } = await send(path, { headers: { accept: '*/*;q=0.1, application/json' } });
        expect([path, [...headers.keys()].filter((name) => browsers.test(name))]).toEqual([path, []]);
        expect(headers.get('x-content-type-options')).toBe('nosniff');
      }
    });

    it('do not mention CORS where no origin is configured', async () => {
      const { headers } = await send(things, { headers: { origin: 'https://admin.example' } });
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    });
  });

  describe('what the service says of itself', () => {
    it('is alive, and ready while the database answers', async () => {
      for (const path of ['/health/live', '/health/ready'])
        expect(await (await send(path)).json()).toEqual({ status: 'ok' });
      for (const failing of [() => Promise.reject(new Error(secret)), () => new Promise(() => undefined)]) {
        query = failing;
        const { response } = await expectProblem(await send('/health/ready'), 'unavailable');
        expect(response.headers.get('retry-after')).toBe('1');
        expect((await send('/health/live')).status).toBe(200);
      }
      query = async () => [];
    });

    it('has no page for what is no code', async () => {
      for (const code of ['nothing', 'toString', '<script>', secret])
        await expectProblem(await send(`/problems/${encodeURIComponent(code)}`), 'not_found');
    });

    it.each([
      ['/docs', 'text/html; charset=utf-8', '<title>Things</title>'],
      ['/docs/', 'text/html; charset=utf-8', '<title>Things</title>'],
      ['/docs/index.html', 'text/html; charset=utf-8', '<title>Things</title>'],
      ['/docs/start.js', 'text/javascript; charset=utf-8', 'tryItOutEnabled: true'],
      ['/docs/docs.css', 'text/css; charset=utf-8', '.swagger-ui'],
      ['/docs/swagger-ui.css', 'text/css; charset=utf-8', '.swagger-ui'],
      ['/openapi.json', 'application/json; charset=utf-8', '"openapi":"3.1.0"'],
      ['/openapi-3.0.json', 'application/json; charset=utf-8', '"openapi":"3.0.3"'],
      ['/openapi.yaml', 'application/yaml', 'openapi: 3.1.0'],
    ])('%s is served as %s', async (path, type, part) => {
      const answer = await send(path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
      expect(await answer.text()).toContain(part);
    });

    it.each(['/docs/nothing.js', '/docs/..%2f..%2fpackage.json', '/docs/%2e%2e/package.json', '/docs/a%00b'])(
      '%s is 404 or 400, not a file',
      async (path) => {
        const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
        expect([400, 404]).toContain(answer.status);
        await expectProblem(answer, answer.status === 400 ? 'malformed_request' : 'not_found');
      },
    );
  });
});

describe('CORS', () => {
  const origin = 'https://admin.example';
  let app: NestFastifyApplication;
  let url: string;
  beforeAll(async () => {
    app = await start({ CORS_ORIGINS: `${origin},https://other.example` });
    url = await app.getUrl();
  });
  afterAll(() => app.close());

  const send = (path: string, init: RequestInit) => fetch(url + path, init);

  it('lets exactly the configured origins read answers, errors too, and never with credentials', async () => {
    for (const path of ['/api/v1/things', '/api/v1/nothing', '/api/v1/things/fails/unknown']) {
      const { headers } = await send(path, { headers: { origin } });
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      expect(headers.get('access-control-expose-headers')).toBe(
        'X-Request-Id, Location, WWW-Authenticate, Retry-After, RateLimit, RateLimit-Policy, Allow',
      );
    }
    for (const other of [
      'https://admin.example.evil',
      'http://admin.example',
      'null',
      'https://ADMIN.example',
    ]) {
      const { headers } = await send('/api/v1/things', { headers: { origin: other } });
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('answers a preflight with 204 and a request id', async () => {
    const answer = await send('/api/v1/things', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'x-request-id': 'mine' },
    });
    expect([answer.status, answer.headers.get('x-request-id')]).toEqual([204, 'mine']);
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST, PATCH, DELETE');
  });

  it('leaves 404 and 405 as they are', async () => {
    expect((await send('/api/v1/nothing', { headers: { origin } })).status).toBe(404);
    const put = await send('/api/v1/things', { method: 'PUT', headers: { origin } });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
  });

  it('answers an OPTIONS that is no preflight as a problem', async () => {
    const answer = await send('/api/v1/things', { method: 'OPTIONS' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      405,
      'application/problem+json; charset=utf-8',
    ]);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
  });
});
