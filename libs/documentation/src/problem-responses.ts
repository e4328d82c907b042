import { isDeepStrictEqual } from 'node:util';
import type { OpenAPIObject } from '@nestjs/swagger';
import { minimumRoleNote, securitySchemes } from '@pocket/access';
import {
  problemCodes,
  ProblemException,
  type ProblemCode,
  type ProblemOptions,
} from '@pocket/problem-details';
import { operationNotes, type RouteForm } from '@pocket/rest';
import { operationsOf, resolve, type Method, type Operation } from './openapi-operations.js';
import { problemSchemas } from './problem-schema.js';
import { commonHeaders, headerComponents, problemHeaders } from './response-headers.js';

/** What routes note of themselves by `@ApiExtension`; not part of the published document. */
interface RouteNotes {
  /** What the handler itself refuses; every other code follows from the operation's form. */
  [operationNotes.problems]?: ProblemCode[];
  /** See `RouteForm` in `http-application.ts`. */
  [operationNotes.form]?: RouteForm;
}

const requestId = headerComponents['X-Request-Id'].example;

/**
 * Gives every operation of the document the errors that it can answer with, each with its headers and an example. Each is a
 * component that is named after its codes, shared by every operation with these codes.
 */
export function addProblemResponses(document: OpenAPIObject): void {
  const schemas = { ...document.components?.schemas, ...problemSchemas };
  document.components = { ...document.components, schemas } as OpenAPIObject['components'];
  const shared: Record<string, ProblemResponse> = {};
  for (const { path, method, operation } of operationsOf(document)) {
    const notes = operation as RouteNotes;
    for (const response of Object.values(operation.responses)) {
      if (response) Object.assign((resolve(document, response).headers ??= {}), commonHeaders);
    }
    const codes = codesOf(path, method, operation, notes);
    for (const status of new Set(codes.map((code) => problemCodes[code].status))) {
      const own = codes.filter((code) => problemCodes[code].status === status);
      const response = responseOf(own, isIntrospection(operation));
      const name = own.map(inPascalCase).join('Or');
      const isShared = isDeepStrictEqual((shared[name] ??= response), response);
      operation.responses[status] = isShared ? { $ref: `#/components/responses/${name}` } : response;
    }
    delete notes[operationNotes.problems];
    delete notes[operationNotes.form];
  }
  document.components = { ...document.components, responses: shared };
  document.components.headers = usedHeaders(document);
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
  const role = operation[minimumRoleNote];
  const facts: [boolean, ...ProblemCode[]][] = [
    [true, 'malformed_request'],
    [operation.requestBody !== undefined || isIn('query'), 'validation_failed'],
    [true, 'unauthenticated', 'invalid_token'],
    [role !== undefined && role !== 'viewer', 'insufficient_role'],
    [!isForServices, 'insufficient_scope'],
    [path.includes('{'), 'not_found'],
    [!notes[operationNotes.form]?.answersAnyAccept, 'not_acceptable'],
    [true, 'request_timeout'],
    [true, ...(notes[operationNotes.problems] ?? [])],
    [method !== 'get', 'content_too_large'],
    [true, 'uri_too_long'],
    [method !== 'get', 'unsupported_media_type'],
    [true, 'rate_limited', 'request_header_fields_too_large', 'internal_error', 'unavailable'],
  ];
  return facts.flatMap(([holds, ...codes]) => (holds ? codes : []));
}

const isIntrospection = ({ security }: Operation) =>
  security?.some((scheme) => securitySchemes.service in scheme) ?? false;

type ProblemResponse = ReturnType<typeof responseOf>;

function responseOf(codes: ProblemCode[], isForServices: boolean) {
  const details = isForServices ? { ...exampleDetails, ...exampleDetailsForServices } : exampleDetails;
  const examples = codes.map((code) => [
    code,
    { summary: problemCodes[code].title, value: new ProblemException(code, details[code]).body(requestId) },
  ]);
  const headers = codes.map((code) => problemHeaders(code, isForServices));
  const isOfValidation = codes.some((code) => problemCodes[code].status === 400);
  const $ref = `#/components/schemas/${isOfValidation ? 'ValidationProblem' : 'Problem'}`;
  return {
    description: codes.map((code) => `${problemCodes[code].title} (\`${code}\`)`).join(', or: ') + '.',
    headers: Object.assign({}, commonHeaders, ...headers) as typeof commonHeaders,
    content: { 'application/problem+json': { schema: { $ref }, examples: Object.fromEntries(examples) } },
  };
}

type Details = Partial<Record<ProblemCode, ProblemOptions>>;

/** What examples say beyond the meaning of their code; true of every operation. */
const exampleDetails: Details = {
  validation_failed: { errors: [{ pointer: '/colour', code: 'unknown_field', detail: 'is not a field' }] },
  insufficient_role: {
    detail: 'This needs the role admin in the organization.',
    members: { required_role: 'admin' },
  },
  rate_limited: { detail: 'At most 600 requests a minute are answered; try again in 42 s.' },
};

/** The same of operations that services call, with a form and HTTP Basic. */
const exampleDetailsForServices: Details = {
  validation_failed: {
    errors: [{ pointer: '/token', code: 'is_string', detail: 'must be given exactly once' }],
  },
  unauthenticated: { detail: 'Send the id and the secret of a service by HTTP Basic.' },
  invalid_token: { detail: 'The id or the secret of the service is not right.' },
};

const inPascalCase = (code: string) =>
  code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
