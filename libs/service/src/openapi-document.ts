import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { addProblemResponses } from './problem-responses.js';

/** Title, security schemes and tags of a service; later changes of the finished document. */
export interface Documentation {
  build(builder: DocumentBuilder): DocumentBuilder;
  complete?(document: OpenAPIObject, app: INestApplication): OpenAPIObject;
}

/** `3.1.0` is the document; `3.0.3` the same for generators that do not read 3.1. */
export type OpenApiVersion = '3.1.0' | '3.0.3';

/** The OpenAPI document of an application. */
export function createDocument(
  app: INestApplication,
  { build, complete }: Documentation,
  version: OpenApiVersion = '3.1.0',
): OpenAPIObject {
  const config = build(new DocumentBuilder().setOpenAPIVersion(version)).build();
  const document = addProblemResponses(SwaggerModule.createDocument(app, config));
  return complete ? complete(document, app) : document;
}
