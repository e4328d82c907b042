import type { INestApplication } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import { createDocument, type Documentation } from './openapi-document.js';

/** Serves Swagger UI at `/docs` and the document at `/openapi.json`, `/openapi.yaml` and `/openapi-3.0.json`. */
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
  SwaggerModule.setup('docs-3.0', app, createDocument(app, documentation, '3.0.3'), {
    jsonDocumentUrl: 'openapi-3.0.json',
    ui: false,
    raw: ['json'],
  });
}
