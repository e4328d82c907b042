import type { INestApplication } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { minimumRoleNote } from '@pocket/access';
import { findProvider, PublicUrl } from '@pocket/problem-details';
import { addExamples } from './openapi-examples.js';
import { operationsOf, requiredScopes, resolve, type Schema } from './openapi-operations.js';
import { addProblemResponses } from './problem-responses.js';

/** Title, security schemes and tags of a service; later changes of the finished document. */
export interface Documentation {
  build(builder: DocumentBuilder): DocumentBuilder;
  complete?(document: OpenAPIObject, app: INestApplication): void;
}

/** `3.1.0` is the document; `3.0.3` the same for generators that do not read 3.1. */
export type OpenApiVersion = '3.1.0' | '3.0.3';

const contact = { name: 'Pocket API', url: 'https://docs.heypocketai.com' };

/** Relative where no public address is known, so that the document is true, and can be tried out, wherever it is served. */
const serverOf = (app: INestApplication) => ({
  url: findProvider(app.get(ModuleRef), PublicUrl)?.base || '/',
  description: 'This service: production, staging or local',
  'x-internal': false,
});

/** The OpenAPI document of an application. */
export function createDocument(
  app: INestApplication,
  { build, complete }: Documentation,
  version: OpenApiVersion = '3.1.0',
): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit');
  const built = build(builder).build();
  const config = { ...built, info: { ...built.info, contact }, servers: [serverOf(app)] };
  const document = SwaggerModule.createDocument(app, config);
  complete?.(document, app);
  closeBodies(document);
  addProblemResponses(document);
  describeAccess(document);
  addExamples(document);
  unwrapReferences(document, version);
  return document;
}

/** A field that a body's DTO does not have is refused. */
function closeBodies(document: OpenAPIObject): void {
  const close = (schema: Schema): void => {
    const target = resolve(document, schema);
    if (target.properties) target.additionalProperties = false;
    for (const inner of [...Object.values(target.properties ?? {}), target.items]) if (inner) close(inner);
  };
  for (const { operation } of operationsOf(document)) {
    const content = operation.requestBody && resolve(document, operation.requestBody).content;
    if (content?.['application/json']?.schema) close(content['application/json'].schema);
  }
}

/**
 * A reference is `allOf` to Nest, which tools skip or do not read; only 3.0 needs it, where other keywords stand beside it as in
 * the properties of a schema.
 */
function unwrapReferences(document: OpenAPIObject, version: OpenApiVersion): void {
  const schemas = version === '3.1.0' ? (Object.values(document.components?.schemas ?? {}) as Schema[]) : [];
  const parameters = operationsOf(document).flatMap(({ operation }) => operation.parameters ?? []);
  const places = [
    ...schemas.flatMap(({ properties }) => Object.values(properties ?? {})),
    ...parameters.flatMap((parameter) => ('schema' in parameter ? [parameter.schema as Schema] : [])),
  ];
  for (const place of places) {
    if (place.allOf?.length !== 1) continue;
    Object.assign(place, place.allOf[0]);
    delete place.allOf;
  }
}

/** Says in words what a caller needs: OpenAPI names scopes of OAuth 2 only, and roles not at all. */
function describeAccess(document: OpenAPIObject): void {
  for (const { operation } of operationsOf(document)) {
    const scopes = requiredScopes(operation);
    const role = operation[minimumRoleNote];
    const needs = [
      ...(role ? [`People need the role \`${role}\` or a higher one.`] : []),
      ...(scopes.length > 0
        ? [`API keys need the scope ${scopes.map((name) => `\`${name}\``).join(' and ')}.`]
        : []),
    ];
    operation.description = [operation.description, needs.join(' ')].filter(Boolean).join('\n\n');
    if (scopes.length > 0) operation['x-required-scopes'] = scopes;
    operation.security = operation.security?.map((scheme) =>
      Object.fromEntries(Object.keys(scheme).map((name) => [name, []])),
    );
  }
}
