import { gzipSync } from 'node:zlib';

/** What the requests of the catalogue are made of. */
export interface Target {
  /** The path of an organization. */
  path: string;
  /** The token of its admin. */
  token: string;
  key: string;
  /** `id:secret` of a service. */
  service: string;
}

/** One request, as it goes over the wire. */
export interface HostileRequest {
  name: string;
  service: 'api' | 'recordings';
  bytes: Buffer;
}

/** Headers and bodies just below the bounds, so that they are read and not refused for their length. */
const headerRoom = 15_600;
const bodyRoom = 65_000;
const urlRoom = 7_700;

/** As many repetitions as fit. */
const fill = (piece: string, room: number) => piece.repeat(Math.floor(room / piece.length));

/** A list of different pieces, as many as fit. */
function fillWith(piece: (index: number) => string, room: number, separator = ','): string {
  const pieces: string[] = [];
  for (let length = 0, index = 0; ; index++) {
    const next = piece(index);
    length += next.length + separator.length;
    if (length > room) return pieces.join(separator);
    pieces.push(next);
  }
}

const base64 = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Every kind of input that a service reads, at the bound of what it reads and in its worst shape. */
export function hostileRequests({ path, token, key, service }: Target): HostileRequest[] {
  const authorization = `Bearer ${token}`;
  const http = (line: string, headers: Record<string, string> = {}, body = '') => {
    const lines = Object.entries({ Host: 'x', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    const length = body ? `Content-Length: ${Buffer.byteLength(body)}\r\n` : '';
    return Buffer.from(`${line} HTTP/1.1\r\n${lines.join('')}${length}\r\n${body}`);
  };
  const get = (target: string, headers: Record<string, string> = {}) => http(`GET ${target}`, headers);
  const json = (target: string, body: string, type = 'application/json', headers = {}) =>
    http(`POST ${target}`, { Authorization: authorization, 'Content-Type': type, ...headers }, body);
  const form = (body: string, headers: Record<string, string> = {}) =>
    http(
      'POST /api/v1/api-keys/introspect',
      { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body,
    );
  const basic = (credential: string) => ({
    Authorization: `Basic ${Buffer.from(credential).toString('base64')}`,
  });
  const known = basic(service);
  const keys = `${path}/api-keys`;
  const listKeys = (headers: Record<string, string>) =>
    get(keys, { Authorization: authorization, ...headers });

  const toApi: Record<string, Buffer> = {
    'Accept: quoted commas': listKeys({ Accept: fill(',""', headerRoom) }),
    'Accept: an open quote before commas': listKeys({ Accept: `text/x;a="${fill(',', headerRoom)}` }),
    'Accept: many types': listKeys({ Accept: fill('a/b;q=0.1,', headerRoom) }),
    'Accept of a page: quoted commas': get('/', { Accept: fill(',""', headerRoom) }),
    'Accept of a page: many parameters': get('/problems', { Accept: `text/x${fill(';a="', headerRoom)}` }),
    'Accept-Encoding: spaces': get('/openapi.json', { 'Accept-Encoding': `gzip${fill(' ', headerRoom)}x` }),
    'Accept-Encoding: many refusals': get('/openapi.json', {
      'Accept-Encoding': fill('gzip ; q=0.0 ,', headerRoom),
    }),
    'Accept-Encoding: zeros': get('/docs/swagger-ui-bundle.js', {
      'Accept-Encoding': `gzip;q=0.${fill('0', headerRoom)}1`,
    }),
    'If-None-Match: many tags': get('/openapi.json', { 'If-None-Match': fill('W/"a",', headerRoom) }),
    'Range: many ranges': get('/openapi.yaml', { Range: `bytes=${fill('0-1,', headerRoom)}` }),
    'Authorization: spaces': get(keys, { Authorization: `Bearer ${fill(' ', headerRoom)}x y` }),
    'Authorization: no-break spaces': get(keys, {
      Authorization: `Bearer ${fill('\u00a0', headerRoom / 2)}x`,
    }),
    'Authorization: a long key': get(keys, { Authorization: `Bearer pk_live_${fill('a', headerRoom)}` }),
    'Authorization: dots': get(keys, { Authorization: `Bearer ${fill('.', headerRoom)}` }),
    'JWT: a long header': get(keys, {
      Authorization: `Bearer ${base64({ alg: 'RS256', kid: fill('k', 11_000) })}.${base64({})}.AAAA`,
    }),
    'JWT: a header of nested arrays': get(keys, {
      Authorization: `Bearer ${base64(`{"alg":"RS256","x":${fill('[', 5_000)}${fill(']', 5_000)}}`)}.${base64({})}.AAAA`,
    }),
    'JWT: critical headers': get(keys, {
      Authorization: `Bearer ${base64({ alg: 'RS256', crit: Array.from({ length: 2_000 }, (_, i) => `a${i}`) })}.e30.AAAA`,
    }),
    'JWT: a long payload': get(keys, {
      Authorization: `Bearer ${base64({ alg: 'RS256', kid: 'test-key' })}.${base64({ a: fill('p', 11_000) })}.AAAA`,
    }),
    'JWT: a long signature': get(keys, {
      Authorization: `Bearer ${token.split('.').slice(0, 2).join('.')}.${fill('A', 14_000)}`,
    }),
    'Cookie: many': listKeys({ Cookie: fill('a=b; ', headerRoom - 1_000) }),
    'X-Forwarded-For: many addresses': listKeys({ 'X-Forwarded-For': fill('1.2.3.4, ', headerRoom - 1_000) }),
    'X-Request-Id: long': get('/health/ready', { 'X-Request-Id': fill('a', headerRoom) }),
    'Host: long': get('/', { Host: fill('a.', headerRoom) }),
    'Origin: long': http('OPTIONS /api/v1/organization', {
      Origin: `https://${fill('a.', 7_000)}`,
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': fill('a,', 7_000),
    }),
    'Expect: long': listKeys({ Expect: fill('x', 14_000) }),
    'Connection: many options': get('/health/ready', { Connection: fill('a,', headerRoom) }),
    'headers: as many as fit': Buffer.from(`GET / HTTP/1.1\r\nHost: x\r\n${fill('a:\r\n', headerRoom)}\r\n`),
    'headers: as many names as fit': Buffer.from(
      `GET / HTTP/1.1\r\nHost: x\r\n${fillWith((i) => `${i.toString(36)}:\r\n`, headerRoom, '')}\r\n`,
    ),
    'headers: a quarter of a megabyte': Buffer.from(
      `GET / HTTP/1.1\r\nHost: x\r\n${fill('a: b\r\n', 250_000)}\r\n`,
    ),
    'address: slashes': get(fill('/', urlRoom)),
    'address: encoded': get(`/api/v1/organization/${fill('%C3%A9', urlRoom)}`),
    'address: dots': get(`/docs/${fill('../', urlRoom)}`),
    'address: a whole URL': get(`http://${fill('a', urlRoom)}/`),
    'address: a long parameter': get(`${path}/members/${fill('%F0%9F%94%91', urlRoom)}`, {
      Authorization: authorization,
    }),
    'address: 404 in many segments': get(fill('/a', urlRoom)),
    'query: as many names as fit': get(
      `/api/v1/api-keys/authorize?${fillWith((i) => i.toString(36), urlRoom, '&')}`,
      {
        Authorization: `Bearer ${key}`,
      },
    ),
    'query: one name as often as fits': get(`/api/v1/api-keys/authorize?${fill('scope=a:b&', urlRoom)}`, {
      Authorization: `Bearer ${key}`,
    }),
    'query: encoded': get(`/api/v1/api-keys/authorize?scope=${fill('%zz%41', urlRoom)}`, {
      Authorization: `Bearer ${key}`,
    }),
    'Content-Type: spaces in a parameter': json(
      keys,
      '{}',
      `application/json; charset=${fill(' ', 14_000)}x y`,
    ),
    'Content-Type: semicolons': json(keys, '{}', `application/json${fill(';', 14_000)}`),
    'Content-Type: many parameters': json(keys, '{}', `application/json${fill('; charset=utf-8', 14_000)}`),
    'Content-Encoding: a bomb': json(
      keys,
      gzipSync(Buffer.alloc(10_000_000)).toString('latin1').slice(0, 5_000),
      undefined,
      {
        'Content-Encoding': 'gzip',
      },
    ),
    'body: an empty name twice within a long one': json(
      keys,
      `{"${fill('a', 16_000)}":{${fill('"":1,', 48_000).slice(0, -1)}}}`,
    ),
    'body: one name as often as fits': json(keys, `{${fill('"a":1,', bodyRoom).slice(0, -1)}}`),
    'body: as many names as fit': json(keys, `{${fillWith((i) => `"${i.toString(36)}":0`, bodyRoom)}}`),
    'body: names of every object': json(keys, `{${fill('"__proto__":1,', bodyRoom).slice(0, -1)}}`),
    'body: as deep as fits': json(keys, `{"a":${fill('[', 32_000)}${fill(']', 32_000)}}`),
    'body: as deep as is read, as often as fits': json(
      keys,
      `{"name":"x","scopes":[${fill(`${fill('[', 14)}${fill(']', 14)},`, bodyRoom).slice(0, -1)}]}`,
    ),
    'body: as many objects as fit': json(
      keys,
      `{"name":"x","scopes":[${fill('{},', bodyRoom - 100).slice(0, -1)}]}`,
    ),
    'body: scopes, as many as fit': json(
      keys,
      `{"name":"x","scopes":[${fill('"",', bodyRoom - 100).slice(0, -1)}]}`,
    ),
    'body: unknown scopes, as many as fit': json(
      keys,
      `{"name":"x","scopes":[${fillWith((i) => `"${i.toString(36)}"`, bodyRoom - 100)}]}`,
    ),
    'body: lone surrogates': json(keys, `{"name":"${fill('\\ud800', bodyRoom)}"}`),
    'body: a list of lone surrogates': json(
      keys,
      `{"name":[${fill('"\\ud800",', bodyRoom - 100).slice(0, -1)}]}`,
    ),
    'body: a long name': json(keys, `{"name":"${fill('a', bodyRoom)}"}`),
    'body: a name of spaces': json(keys, `{"name":"x${fill(' ', bodyRoom)}x"}`),
    'body: a name of backslashes': json(keys, `{"name":"${fill('\\\\', bodyRoom)}"}`),
    'body: an open text of backslashes': json(keys, `{"name":"${fill('\\', bodyRoom)}`),
    'body: a long time': json(
      keys,
      `{"name":"x","expires_at":"2030-01-01T00:00:00.${fill('0', bodyRoom)}Z"}`,
    ),
    'body: a long number': json(keys, `{"name":${fill('9', bodyRoom)}}`),
    'body: no UTF-8': Buffer.concat([
      json(keys, '').subarray(0, -2),
      Buffer.from(`Content-Length: ${bodyRoom}\r\n\r\n`),
      Buffer.alloc(bodyRoom, 0xff),
    ]),
    'body: the smallest chunks': Buffer.concat([
      json(keys, '').subarray(0, -2),
      Buffer.from(`Transfer-Encoding: chunked\r\n\r\n${fill('1\r\n1\r\n', 380_000)}0\r\n\r\n`),
    ]),
    'body: chunks with long extensions': Buffer.concat([
      json(keys, '').subarray(0, -2),
      Buffer.from(
        `Transfer-Encoding: chunked\r\n\r\n${fill(`1;${fill('a', 500)}\r\n1\r\n`, 15_000)}0\r\n\r\n`,
      ),
    ]),
    'form: as many fields as fit': form(
      fillWith((i) => i.toString(36), bodyRoom, '&'),
      known,
    ),
    'form: one field as often as fits': form(fill('token=a&', bodyRoom), known),
    'form: a long token': form(`token=pk_live_${fill('a', bodyRoom - 100)}`, known),
    'form: percent signs': form(`token=${fill('%', bodyRoom - 100)}`, known),
    'form: a long secret': form(`token=a&client_id=a&client_secret=${fill('%2525', bodyRoom - 100)}`),
    'Basic: a long secret': form('token=a', basic(`reports:${fill('%41', 11_000)}`)),
    'Basic: spaces': form('token=a', { Authorization: `Basic ${fill(' ', 15_000)}!` }),
    'Basic: colons': form('token=a', basic(fill(':', 11_000))),
  };
  const section = '{"title":"x","prompt":"y"}';
  const toRecordings: Record<string, Buffer> = {
    'sections: as many as fit': json(
      `${path}/templates`,
      `{"name":"x","sections":[${fill('{},', bodyRoom - 100).slice(0, -1)}]}`,
    ),
    'sections: as many whole ones as fit': json(
      `${path}/templates`,
      `{"name":"x","sections":[${fill(`${section},`, bodyRoom - 100).slice(0, -1)}]}`,
    ),
    'sections: each with many unknown names': json(
      `${path}/templates`,
      `{"name":"x","sections":[${fill(`{${fillWith((i) => `"${i.toString(36)}":0`, 1_200)}},`, bodyRoom - 100).slice(0, -1)}]}`,
    ),
    'sections: one with many unknown names': json(
      `${path}/templates`,
      `{"name":"x","sections":[{${fillWith((i) => `"${i.toString(36)}":0`, bodyRoom - 100)}}]}`,
    ),
    'list: a long cursor': get(`${path}/recordings?cursor=rec_${fill('0', urlRoom - 100)}`, {
      Authorization: authorization,
    }),
    'list: as many cursors as fit': get(`${path}/recordings?${fill('cursor=a&', urlRoom - 100)}`, {
      Authorization: authorization,
    }),
    'list: a long limit': get(`${path}/recordings?limit=${fill('1', urlRoom - 100)}`, {
      Authorization: authorization,
    }),
    'a recording with a long language': json(
      `${path}/recordings`,
      `{"title":"x","language":"${fill('en-', bodyRoom - 100)}"}`,
    ),
  };
  const of = (name: 'api' | 'recordings', requests: Record<string, Buffer>): HostileRequest[] =>
    Object.entries(requests).map(([what, bytes]) => ({ name: what, service: name, bytes }));
  return [...of('api', toApi), ...of('recordings', toRecordings)];
}
