import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { addProblemResponses } from './problem-responses.js';

/** Title, security schemes and tags of a service; later changes of the finished document. */
export interface Documentation {
  build(builder: DocumentBuilder): DocumentBuilder;
  complete?(document: OpenAPIObject, app: INestApplication): OpenAPIObject;
}

/** The OpenAPI 3.1 document of an application. */
export function createDocument(app: INestApplication, { build, complete }: Documentation): OpenAPIObject {
  const config = build(new DocumentBuilder().setOpenAPIVersion('3.1.0')).build();
  const document = addProblemResponses(SwaggerModule.createDocument(app, config));
  return complete ? complete(document, app) : document;
}

/** Serves Swagger UI at `/docs` and the document at `/openapi.json` and `/openapi.yaml`. */
export function serveDocumentation(app: INestApplication, documentation: Documentation): void {
  const document = createDocument(app, documentation);
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: document.info.title,
    swaggerOptions: {
      persistAuthorization: true,
      tryItOutEnabled: true,
      displayRequestDuration: true,
      filter: true,
      deepLinking: true,
      defaultModelsExpandDepth: 0,
    },
  });
}
