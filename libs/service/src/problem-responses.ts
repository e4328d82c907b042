import type { OpenAPIObject } from '@nestjs/swagger';
import {
  problemCodes,
  ProblemException,
  type ProblemCode,
  type ProblemOptions,
} from '@pocket/problem-details';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & {
  /** Set by `@MinimumRole`. */
  'x-minimum-role'?: string;
  /** What the handler itself refuses; every other code follows from the operation's form. */
  'x-problems'?: ProblemCode[];
};

const methods = ['get', 'post', 'patch', 'put', 'delete'] as const;
const requestId = 'req_01K6QW4M2B7C9D3F5G8H1J6K0N';
const problem = { $ref: '#/components/schemas/Problem' };

/** Gives every operation of the document the errors that it can answer with, each with its headers and an example. */
export function addProblemResponses(document: OpenAPIObject): OpenAPIObject {
  document.components ??= {};
  document.components.schemas = {
    ...document.components.schemas,
    Problem: problemSchema,
    ProblemError: errorSchema,
  };
  document.components.headers = { ...document.components.headers, ...headers };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation: Operation | undefined = item[method];
      if (!operation) continue;
      for (const response of Object.values(operation.responses)) {
        if (response && !('$ref' in response))
          response.headers = { ...response.headers, ...referTo('X-Request-Id') };
      }
      Object.assign(operation.responses, responsesOf(codesOf(path, method, operation), operation));
      delete operation['x-problems'];
    }
  }
  return document;
}

function codesOf(path: string, method: (typeof methods)[number], operation: Operation): ProblemCode[] {
  const isApi = path.startsWith('/api/');
  const isSecured = (operation.security?.length ?? 0) > 0;
  const isIn = (place: string) =>
    operation.parameters?.some((item) => 'in' in item && item.in === place) ?? false;
  const isBearer = operation.security?.some((scheme) => !('ServiceCredential' in scheme)) ?? false;
  const role = operation['x-minimum-role'];
  const facts: [boolean, ...ProblemCode[]][] = [
    [operation.requestBody !== undefined || isIn('path'), 'malformed_request'],
    [operation.requestBody !== undefined || isIn('query'), 'validation_failed'],
    [isSecured, 'unauthenticated', 'invalid_token'],
    [role !== undefined && role !== 'viewer', 'insufficient_role'],
    [isBearer, 'insufficient_scope'],
    [isIn('path'), 'not_found'],
    [isApi, 'not_acceptable'],
    [method !== 'get', 'content_too_large', 'unsupported_media_type'],
    [isSecured, 'unavailable'],
    [true, ...(operation['x-problems'] ?? [])],
  ];
  return facts.flatMap(([holds, ...codes]) => (holds ? codes : []));
}

function responsesOf(codes: ProblemCode[], operation: Operation): Operation['responses'] {
  const statuses = new Set(codes.map((code) => problemCodes[code].status));
  const withStatus = (status: number) =>
    [...new Set(codes)].filter((code) => problemCodes[code].status === status);
  return Object.fromEntries(
    [...statuses].map((status) => [status, responseOf(withStatus(status), operation)]),
  );
}

function responseOf(codes: ProblemCode[], operation: Operation) {
  const examples: Record<string, { summary: string; value: unknown }> = {};
  for (const code of codes)
    examples[code] = { summary: problemCodes[code].title, value: example(code, operation) };
  const names = new Set(codes.flatMap((code) => ['X-Request-Id', ...headersOf(code)]));
  return {
    description: codes.map((code) => problemCodes[code].meaning).join(' — Or: '),
    headers: referTo(...names),
    content: { 'application/problem+json': { schema: problem, examples } },
  };
}

function headersOf(code: ProblemCode): string[] {
  if (['unauthenticated', 'invalid_token', 'insufficient_scope'].includes(code)) return ['WWW-Authenticate'];
  return code === 'unavailable' ? ['Retry-After'] : [];
}

function example(code: ProblemCode, operation: Operation) {
  const details: Partial<Record<ProblemCode, ProblemOptions>> = {
    malformed_request: { errors: [{ pointer: '', code: 'invalid_json', detail: 'The body is not JSON.' }] },
    validation_failed: {
      errors: [{ pointer: '/name', code: 'is_text', detail: 'must have 1 to 100 characters' }],
    },
    insufficient_role: { members: { required_role: operation['x-minimum-role'] } },
  };
  return new ProblemException(code, details[code]).body(requestId);
}

const referTo = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const headers = {
  'X-Request-Id': {
    description:
      'The id of this request: your own `X-Request-Id` if it is 1 to 64 of `[A-Za-z0-9_-]`, else a new one.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
    example: requestId,
  },
  'WWW-Authenticate': {
    description: 'The challenge (RFC 6750); its `error` and `scope` say what the credential lacks.',
    schema: { type: 'string' },
    example: 'Bearer realm="pocket", error="invalid_token"',
  },
  'Retry-After': {
    description: 'Seconds after which another try makes sense.',
    schema: { type: 'integer', minimum: 0 },
    example: 1,
  },
};

const errorSchema = {
  type: 'object',
  description: 'One wrong place in a request.',
  required: ['pointer', 'code', 'detail'],
  properties: {
    pointer: { type: 'string', description: 'JSON pointer (RFC 6901) to the place.', example: '/name' },
    code: { type: 'string', description: 'Stable.', example: 'is_text' },
    detail: { type: 'string', description: 'For people.', example: 'must have 1 to 100 characters' },
  },
};

const problemSchema = {
  type: 'object',
  description: 'An error (RFC 9457). Decide by `code`.',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description: 'A page that says what it means and what to do.',
    },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string', description: 'For people.' },
    code: { type: 'string', enum: Object.keys(problemCodes), description: 'Stable.' },
    request_id: { type: 'string', description: 'The response’s `X-Request-Id`; quote it in a report.' },
    errors: {
      type: 'array',
      description: 'With status 400: each wrong place.',
      items: { $ref: '#/components/schemas/ProblemError' },
    },
    required_role: {
      type: 'string',
      description: 'With `insufficient_role`: the lowest role that may do it.',
      enum: ['viewer', 'member', 'admin', 'owner'],
    },
  },
};
