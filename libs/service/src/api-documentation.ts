import type { INestApplication } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { html, htmlDocument } from './html.js';
import { createDocument, type Documentation } from './openapi-document.js';
import { swaggerUiStyle } from './styles.js';

/** Serves Swagger UI at `/docs` and the document at `/openapi.json`, `/openapi.yaml` and `/openapi-3.0.json`. */
export function serveDocumentation(app: INestApplication, documentation: Documentation): void {
  const document = createDocument(app, documentation);
  SwaggerModule.setup('docs', app, document, { ui: false, raw: ['json'], jsonDocumentUrl: 'openapi.json' });
  SwaggerModule.setup('docs', app, document, {
    ui: false,
    raw: ['yaml'],
    yamlDocumentUrl: 'openapi.yaml',
    // The one place that Nest leaves to name the media type of RFC 9512.
    patchDocumentOnRequest: (_request, reply, document) => {
      (reply as FastifyReply).type('application/yaml');
      return document;
    },
  });
  SwaggerModule.setup('docs-3.0', app, createDocument(app, documentation, '3.0.3'), {
    ui: false,
    raw: ['json'],
    jsonDocumentUrl: 'openapi-3.0.json',
  });
  SwaggerUi.serve(app, document.info.title);
}

const options = {
  dom_id: '#swagger-ui',
  url: '/openapi.json',
  // Nothing of the document leaves for a validator elsewhere.
  validatorUrl: null,
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  filter: true,
  displayRequestDuration: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
};

// Swagger UI would focus the last field of its Authorize dialog, and so scroll the first credential out of sight.
const start = `
const withoutAutofocus = {
  wrapComponents: {
    Input: (Input, { React }) => ({ autoFocus, ...others }) => React.createElement(Input, others),
  },
};
SwaggerUIBundle({ ...${JSON.stringify(options)}, plugins: [withoutAutofocus] });
`;

/** Swagger UI's files come with Nest's module; the page around them is ours, since Nest's has no viewport and styles inline. */
class SwaggerUi extends SwaggerModule {
  static serve(app: INestApplication, title: string): void {
    const page = htmlDocument(
      title,
      ['/docs/index.css', '/docs/swagger-ui.css', '/docs/style.css'],
      html`<div id="swagger-ui"></div>
        <noscript>This page needs JavaScript. <a href="/openapi.json">The document itself</a></noscript>
        <script src="/docs/swagger-ui-bundle.js"></script>
        <script src="/docs/start.js"></script>`,
    );
    const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
    const serveText = (path: string, type: string, text: string) =>
      fastify.get(path, (_request, reply) => reply.type(`${type}; charset=utf-8`).send(text));
    for (const path of ['/docs', '/docs/', '/docs/index.html']) serveText(path, 'text/html', page);
    serveText('/docs/start.js', 'text/javascript', start);
    serveText('/docs/style.css', 'text/css', swaggerUiStyle);
    this.serveStatic('/docs', app);
  }
}
