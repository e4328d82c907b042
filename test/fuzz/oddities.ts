/** Another way to write a path parameter. */
export interface Oddity {
  label: string;
  write(id: string): string;
  /** `outside`: leads to another address than the operation's; `unreadable`: cannot be decoded. */
  effect?: 'outside' | 'unreadable';
}

/** Headers that are added or take the place of the usual ones. */
export interface OddHeaders {
  label: string;
  headers(authorization: string | undefined): Record<string, string | undefined>;
  /** The statuses that they may lead to, before anybody asks who calls. */
  early?: number[];
  /** They make the credential one that is refused. */
  spoilsCredential?: boolean;
}

export const oddities: Oddity[] = [
  { label: 'empty', write: () => '', effect: 'outside' },
  { label: '..', write: () => '..' },
  { label: '%2e%2e', write: () => '%2e%2e' },
  { label: '%00', write: (id) => `${id}%00` },
  { label: 'newline', write: (id) => `${id}%0A` },
  { label: 'space', write: (id) => `${id}%20` },
  { label: 'slash', write: (id) => `${id}/x`, effect: 'outside' },
  { label: 'encoded slash', write: (id) => `${id}%2Fx` },
  { label: 'back slash', write: (id) => `${id}%5C` },
  { label: 'double slash', write: (id) => `/${id}`, effect: 'outside' },
  { label: 'not decodable', write: (id) => `${id}%zz`, effect: 'unreadable' },
  { label: 'no UTF-8', write: (id) => `${id}%ff`, effect: 'unreadable' },
  { label: 'a surrogate', write: (id) => `${id}%ED%A0%80`, effect: 'unreadable' },
  { label: 'other case', write: (id) => id.replace(/(?<=^[a-z]{3}_).*/, swapCase) },
  { label: 'all in other case', write: swapCase },
  { label: 'one character more', write: (id) => `${id}0` },
  {
    label: 'one character less',
    write: (id) => encodeURIComponent([...decodeURIComponent(id)].slice(0, -1).join('')),
  },
  { label: '300 characters', write: (id) => id + 'x'.repeat(300) },
  { label: '7,000 characters', write: (id) => id + 'x'.repeat(7_000) },
  { label: '9,000 characters', write: (id) => id + 'x'.repeat(9_000) },
  { label: 'full-width', write: (id) => id.replace(/[a-z]/, '%EF%BD%81') },
  { label: 'a property of every object', write: () => '__proto__' },
  { label: 'SQL', write: (id) => `${id}'%20OR%20'1'='1` },
  { label: 'a wildcard', write: () => '%25' },
  { label: 'a number', write: () => '0' },
  { label: 'matrix parameter', write: (id) => `${id};a=b` },
  {
    label: 'needlessly encoded',
    write: (id) => id.replace(/^[A-Za-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  },
];

function swapCase(id: string): string {
  return id.replace(/%..|[a-z]|[A-Z]/g, (part) => {
    if (part.startsWith('%')) return part;
    return part === part.toLowerCase() ? part.toUpperCase() : part.toLowerCase();
  });
}

const accept = (value: string): OddHeaders => ({
  label: `Accept: ${value}`,
  headers: () => ({ accept: value }),
  early: [406],
});
const contentType = (value: string | undefined): OddHeaders => ({
  label: `Content-Type: ${value}`,
  headers: () => ({ 'content-type': value }),
  early: [415],
});
const requestId = (value: string): OddHeaders => ({
  label: `X-Request-Id: ${value}`,
  headers: () => ({ 'x-request-id': value }),
});
const spoiled = (label: string, write: (authorization: string) => string): OddHeaders => ({
  label: `Authorization: ${label}`,
  headers: (authorization) => ({ authorization: write(authorization ?? 'Bearer x') }),
  spoilsCredential: true,
});
const harmless = (name: string, value: string): OddHeaders => ({
  label: `${name}: ${value}`,
  headers: () => ({ [name]: value }),
});
const credentialOf = (authorization: string) => authorization.split(' ', 2)[1]!;

export const usualHeaders: OddHeaders = { label: '', headers: () => ({}) };
export const oddHeaders: OddHeaders[] = [
  ...[
    'text/html',
    'application/json;q=0',
    '*/*;q=0',
    ';;;',
    'application/*',
    'application/xml, */*;q=0.1',
    '',
  ].map(accept),
  ...[
    'text/plain',
    'application/jsonx',
    'application/json; charset=latin1',
    'application/json;charset="UTF-8"',
  ].map(contentType),
  ...[
    'APPLICATION/JSON',
    'multipart/form-data; boundary=x',
    'application/json, text/plain',
    'x',
    'application/merge-patch+json',
  ].map(contentType),
  contentType(undefined),
  ...['a b', 'x'.repeat(65), 'ü', 'mine-1', 'eyJhbGciOiJub25lIn0', '__proto__', ''].map(requestId),
  spoiled('twice in one header', (value) => `${value}, ${value}`),
  spoiled('no scheme', credentialOf),
  spoiled('another scheme', (value) => `Token ${credentialOf(value)}`),
  spoiled('no credential', (value) => value.split(' ', 1)[0]!),
  spoiled('one word more', (value) => `${value} x`),
  spoiled('a comma after it', (value) => `${value},`),
  spoiled('percent-encoded space', (value) => value.replace(' ', '%20')),
  {
    label: 'Authorization: scheme in capitals, more space',
    headers: (value) => ({
      authorization: value?.replace(/^(\w+) /, (scheme) => `${scheme.toUpperCase()}  `),
    }),
  },
  { label: 'Content-Encoding: gzip', headers: () => ({ 'content-encoding': 'gzip' }), early: [415] },
  harmless('x-http-method-override', 'DELETE'),
  harmless('x-forwarded-host', 'evil.example'),
  harmless('cookie', 'access_token=x; __proto__=y'),
  harmless('range', 'bytes=0-1'),
  harmless('if-none-match', '*'),
  harmless('origin', 'https://evil.example'),
];
