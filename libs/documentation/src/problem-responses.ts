import type { OpenAPIObject } from '@nestjs/swagger';
import {
  problemCodes,
  ProblemException,
  type ProblemCode,
  type ProblemOptions,
} from '@pocket/problem-details';
import { operationsOf, requiredScopes, resolve, type Method, type Operation } from './openapi-operations.js';
import { problemSchemas } from './problem-schema.js';
import { commonHeaders, headerComponents, problemHeaders } from './response-headers.js';

/** What routes note of themselves by `@ApiExtension`; not part of the published document. */
interface RouteNotes {
  /** What the handler itself refuses; every other code follows from the operation's form. */
  'x-problems'?: ProblemCode[];
  /** See `RouteForm` in `http-application.ts`. */
  'x-route-form'?: { consumes?: string; answersAnyAccept?: boolean };
}

const requestId = headerComponents['X-Request-Id'].example;

/** Gives every operation of the document the errors that it can answer with, each with its headers and an example. */
export function addProblemResponses(document: OpenAPIObject): void {
  const schemas = { ...document.components?.schemas, ...problemSchemas };
  document.components = { ...document.components, schemas } as OpenAPIObject['components'];
  for (const { path, method, operation } of operationsOf(document)) {
    const notes = operation as RouteNotes;
    for (const response of Object.values(operation.responses)) {
      if (response) Object.assign((resolve(document, response).headers ??= {}), commonHeaders);
    }
    Object.assign(operation.responses, responsesOf(codesOf(path, method, operation, notes), operation));
    delete notes['x-problems'];
    delete notes['x-route-form'];
  }
  document.components = { ...document.components, headers: usedHeaders(document) };
  shareResponses(document);
}

function usedHeaders(document: OpenAPIObject) {
  const text = JSON.stringify(document);
  const used = Object.entries(headerComponents).filter(([name]) => text.includes(`/headers/${name}"`));
  return Object.fromEntries(used) as NonNullable<OpenAPIObject['components']>['headers'];
}

function codesOf(path: string, method: Method, operation: Operation, notes: RouteNotes): ProblemCode[] {
  const isIn = (place: string) =>
    operation.parameters?.some((item) => 'in' in item && item.in === place) ?? false;
  const isForServices = isIntrospection(operation);
  const role = operation['x-minimum-role'];
  const facts: [boolean, ...ProblemCode[]][] = [
    [true, 'malformed_request'],
    [operation.requestBody !== undefined || isIn('query'), 'validation_failed'],
    [true, 'unauthenticated', 'invalid_token'],
    [role !== undefined && role !== 'viewer', 'insufficient_role'],
    [!isForServices, 'insufficient_scope'],
    [path.includes('{'), 'not_found'],
    [!notes['x-route-form']?.answersAnyAccept, 'not_acceptable'],
    [true, 'request_timeout'],
    [true, ...(notes['x-problems'] ?? [])],
    [method !== 'get', 'content_too_large'],
    [true, 'uri_too_long'],
    [method !== 'get', 'unsupported_media_type'],
    [true, 'rate_limited', 'request_header_fields_too_large', 'internal_error', 'unavailable'],
  ];
  return facts.flatMap(([holds, ...codes]) => (holds ? codes : []));
}

const isIntrospection = ({ security }: Operation) =>
  security?.some((scheme) => 'ServiceCredential' in scheme) ?? false;

function responsesOf(codes: ProblemCode[], operation: Operation): Operation['responses'] {
  const statuses = [...new Set(codes.map((code) => problemCodes[code].status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const own = codes.filter((code) => problemCodes[code].status === status);
      return [status, responseOf(status, own, operation)];
    }),
  );
}

function responseOf(status: number, codes: ProblemCode[], operation: Operation) {
  const examples = codes.map((code) => [
    code,
    { summary: problemCodes[code].title, value: exampleOf(code, operation) },
  ]);
  const headers = codes.map((code) => problemHeaders(code, isIntrospection(operation)));
  const $ref = `#/components/schemas/${status === 400 ? 'ValidationProblem' : 'Problem'}`;
  return {
    description: codes.map((code) => `${problemCodes[code].title} (\`${code}\`)`).join(', or: ') + '.',
    headers: Object.assign({}, commonHeaders, ...headers),
    content: { 'application/problem+json': { schema: { $ref }, examples: Object.fromEntries(examples) } },
  };
}

function exampleOf(code: ProblemCode, operation: Operation) {
  const isForServices = isIntrospection(operation);
  const role = operation['x-minimum-role'];
  const scopes = requiredScopes(operation).join(' ');
  const details: Partial<Record<ProblemCode, ProblemOptions>> = {
    malformed_request:
      operation.requestBody && !isForServices
        ? { errors: [{ pointer: '', code: 'invalid_json', detail: 'The body is not JSON.' }] }
        : { detail: 'The request has no Host header.' },
    validation_failed: {
      errors: [
        isForServices
          ? { pointer: '/token', code: 'is_string', detail: 'must be there, once' }
          : { pointer: '/colour', code: 'unknown_field', detail: 'is not a field' },
      ],
    },
    ...(isForServices && {
      unauthenticated: { detail: 'Send the id and the secret of a service by HTTP Basic.' },
      invalid_token: { detail: 'The id or the secret of the service is not right.' },
    }),
    rate_limited: { detail: 'At most 600 requests a minute are answered; try again in 42 s.' },
    insufficient_role: {
      detail: `This needs the role ${role} in the organization.`,
      members: { required_role: role },
    },
    insufficient_scope: {
      detail: scopes ? `This API key lacks a scope; required: ${scopes}.` : 'API keys cannot use this route.',
    },
  };
  return new ProblemException(code, details[code]).body(requestId);
}

/**
 * Problem responses that several operations have, to the letter, become components, named after their codes;
 * except 403, which names a role or scopes of the operation itself.
 */
function shareResponses(document: OpenAPIObject): void {
  const uses = new Map<string, { status: string; responses: Operation['responses'] }[]>();
  for (const { operation } of operationsOf(document)) {
    for (const [status, response] of Object.entries(operation.responses)) {
      if (status === '403') continue;
      const text = JSON.stringify(response);
      uses.set(text, [...(uses.get(text) ?? []), { status, responses: operation.responses }]);
    }
  }
  const shared: Record<string, ReturnType<typeof responseOf>> = {};
  for (const [text, places] of uses) {
    const response = JSON.parse(text) as ReturnType<typeof responseOf>;
    const codes = Object.keys(response.content?.['application/problem+json']?.examples ?? {});
    const name = codes.map(inPascalCase).join('Or');
    if (places.length === 1 || name === '' || name in shared) continue;
    shared[name] = response;
    for (const { status, responses } of places)
      responses[status] = { $ref: `#/components/responses/${name}` };
  }
  document.components = { ...document.components, responses: shared };
}

const inPascalCase = (code: string) =>
  code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
