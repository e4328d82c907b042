import type { ProblemCode } from '@pocket/problem-details';

const seconds = { type: 'integer', format: 'int32', minimum: 0, maximum: 86_400 };

/** What every response of an operation may carry. */
const everywhere = {
  'X-Request-Id': {
    description:
      'The id of this request: your own `X-Request-Id` if it is 1 to 64 of `[A-Za-z0-9_-]`, else a new one.',
    required: true,
    schema: { type: 'string', minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' },
    example: 'req_01K6QW4M2B7C9D3F5G8H1J6K0N',
  },
  'Cache-Control': {
    description: 'The answer is for this caller alone.',
    required: true,
    schema: { type: 'string', enum: ['no-store'] },
    example: 'no-store',
  },
  'Access-Control-Allow-Origin': {
    description: 'The origin of the request, where the operator allows it (`CORS_ORIGINS`).',
    schema: { type: 'string', format: 'uri', maxLength: 300 },
    example: 'https://admin.example.com',
  },
  'RateLimit-Policy': {
    description:
      'Where the operator has set a limit: how many requests (`q`) one caller may send in how many seconds (`w`). ' +
      'By draft-ietf-httpapi-ratelimit-headers.',
    schema: { type: 'string', maxLength: 60, pattern: '^"default";q=\\d+;w=\\d+$' },
    example: '"default";q=600;w=60',
  },
  RateLimit: {
    description:
      'Where the operator has set a limit: how many requests are left (`r`) until it starts anew in so many seconds (`t`).',
    schema: { type: 'string', maxLength: 60, pattern: '^"default";r=\\d+;t=\\d+$' },
    example: '"default";r=599;t=42',
  },
};

const challenge = (scheme: string, rest: string, example: string, required: boolean) => ({
  description: `The challenge (RFC ${scheme === 'Basic' ? '7617' : '6750'}): what is wrong with the credential.`,
  required,
  schema: { type: 'string', maxLength: 2_000, pattern: `^${scheme} realm="pocket"${rest}$` },
  example,
});

/** The headers that the document's responses refer to, by the names of its components. */
export const headerComponents = {
  ...everywhere,
  'Retry-After': {
    description: 'Seconds after which another try makes sense.',
    required: true,
    schema: seconds,
    example: 1,
  },
  'WWW-Authenticate-Bearer': challenge(
    'Bearer',
    '(, error="invalid_token")?',
    'Bearer realm="pocket", error="invalid_token"',
    true,
  ),
  'WWW-Authenticate-Scope': challenge(
    'Bearer',
    ', error="insufficient_scope"(, scope="[a-z0-9_: -]+")?',
    'Bearer realm="pocket", error="insufficient_scope", scope="recordings:write"',
    false,
  ),
  'WWW-Authenticate-Basic': challenge('Basic', '', 'Basic realm="pocket"', true),
};

type Reference = Record<string, { $ref: string }>;

const refer = (name: string, component = name): Reference => ({
  [name]: { $ref: `#/components/headers/${component}` },
});

/** Of every response. */
export const commonHeaders: Reference = Object.assign(
  {},
  ...Object.keys(everywhere).map((name) => refer(name)),
);

/** Of a problem's response, beside the common ones. */
export function problemHeaders(code: ProblemCode, isForServices: boolean): Reference {
  if (code === 'unauthenticated' || code === 'invalid_token')
    return refer('WWW-Authenticate', `WWW-Authenticate-${isForServices ? 'Basic' : 'Bearer'}`);
  if (code === 'insufficient_scope') return refer('WWW-Authenticate', 'WWW-Authenticate-Scope');
  return code === 'rate_limited' || code === 'unavailable' ? refer('Retry-After') : {};
}
