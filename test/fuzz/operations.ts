import { roles, securitySchemes, type Role } from '@pocket/access';
import type { TestService } from '../support/services.js';
import type { Components, Schema } from './schema.js';

/** A parameter in the path or in the query. */
export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}

/** Whom an operation admits. */
export interface Admission {
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

interface DocumentedOperation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, unknown> }>;
  security?: Record<string, string[]>[];
  'x-minimum-role'?: string;
}

interface Document {
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: Components & { securitySchemes?: Record<string, { scheme?: string }> };
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
  const [content] = Object.entries(requestBody?.content ?? {});
  return {
    id: operationId,
    url,
    method: method.toUpperCase(),
    path,
    parameters,
    body: content && { mediaType: content[0], schema: content[1].schema },
    answers: new Map(
      Object.entries(responses).map(([status, response]) => [
        Number(status),
        Object.keys(response.content ?? {}),
      ]),
    ),
    admits: admissionOf(operation, components.securitySchemes),
    components,
  };
}

function admissionOf(
  { security = [], 'x-minimum-role': role }: Pick<DocumentedOperation, 'security' | 'x-minimum-role'>,
  schemes: Document['components']['securitySchemes'] = {},
): Admission {
  const names = security.flatMap((requirement) => Object.keys(requirement));
  const minimum = roles.find((one) => one === role);
  return {
    everyone: names.length === 0,
    person: names.includes(securitySchemes.person) ? (minimum ?? 'any') : undefined,
    program: security.find((requirement) => securitySchemes.program in requirement)?.[
      securitySchemes.program
    ],
    service: names.some((name) => schemes[name]?.scheme === 'basic'),
  };
}
