import { roles, securitySchemes, type Role } from '@pocket/access';
import type { TestService } from '../support/services.js';
import type { Components, Schema } from '../support/schema.js';

/** A parameter in the path or in the query. */
export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}

/** Whom an operation admits. */
interface Admission {
  everyone: boolean;
  /** `any`: every person. */
  person?: Role | 'any';
  /** The scopes that a program needs. */
  program?: string[];
  service: boolean;
}

/** One operation of a document, with what a caller must know to use it. */
export interface Operation {
  id: string;
  /** The address of its service. */
  url: string;
  method: string;
  /** As in the document: `/api/v1/organization/{orgId}`. */
  path: string;
  parameters: Parameter[];
  body?: { mediaType: string; schema: Schema };
  /** Media types by status; none where the answer has no body. */
  answers: Map<number, string[]>;
  admits: Admission;
  components: Components;
}

interface Response {
  content?: Record<string, unknown>;
}

interface DocumentedOperation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, Response & { $ref?: string }>;
  security?: Record<string, string[]>[];
  'x-minimum-role'?: string;
  'x-required-scopes'?: string[];
}

interface Document {
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: Components & {
    responses?: Record<string, Response>;
    securitySchemes?: Record<string, { scheme?: string }>;
  };
}

const methods = ['get', 'post', 'patch', 'put', 'delete'];

/** Every operation of the document that a service serves. */
export async function operationsOf(service: TestService): Promise<Operation[]> {
  const document = (await service.call('/openapi.json')).body as Document;
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => operationOf(document, service.url, method, path, operation)),
  );
}

function operationOf(
  { components }: Document,
  url: string,
  method: string,
  path: string,
  { operationId, parameters = [], requestBody, responses, ...operation }: DocumentedOperation,
): Operation {
  const [request] = Object.entries(requestBody?.content ?? {});
  return {
    id: operationId,
    url,
    method: method.toUpperCase(),
    path,
    parameters,
    body: request && { mediaType: request[0], schema: request[1].schema },
    answers: new Map(
      Object.entries(responses).map(([status, { $ref, content }]) => {
        const shared = $ref === undefined ? undefined : components.responses?.[$ref.split('/').at(-1)!];
        return [Number(status), Object.keys(content ?? shared?.content ?? {})];
      }),
    ),
    admits: admissionOf(operation, components.securitySchemes),
    components,
  };
}

function admissionOf(
  operation: Pick<DocumentedOperation, 'security' | 'x-minimum-role' | 'x-required-scopes'>,
  schemes: Document['components']['securitySchemes'] = {},
): Admission {
  const names = (operation.security ?? []).flatMap((requirement) => Object.keys(requirement));
  const minimum = roles.find((role) => role === operation['x-minimum-role']);
  return {
    everyone: names.length === 0,
    person: names.includes(securitySchemes.person) ? (minimum ?? 'any') : undefined,
    program: names.includes(securitySchemes.program) ? (operation['x-required-scopes'] ?? []) : undefined,
    service: names.some((name) => schemes[name]?.scheme === 'basic'),
  };
}
