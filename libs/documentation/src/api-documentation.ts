import type { INestApplication } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { html, htmlDocument } from './html.js';
import { createDocument, type Documentation } from './openapi-document.js';
import { swaggerUiStyle } from './styles.js';

/**
 * Serves Swagger UI at `/docs` and the document at `/openapi.json`, `/openapi.yaml` and `/openapi-3.0.json`. With
 * `keepCredentials` the browser keeps what is entered under Authorize beyond a reload, in clear: for a demo only.
 */
export function serveDocumentation(
  app: INestApplication,
  documentation: Documentation,
  { keepCredentials = false } = {},
): void {
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
  SwaggerUi.serve(app, document.info.title, { ...options, persistAuthorization: keepCredentials });
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
  tryItOutEnabled: true,
};

// Swagger UI would focus the last field of its Authorize dialog, and so scroll the first credential out of sight. And it
// would show a dozen errors of each operation at full length, ten screens of them: here each is a line until it is pressed.
const startWith = (own: object) => `
const withoutAutofocus = {
  wrapComponents: {
    Input: (Input, { React }) => ({ autoFocus, ...others }) => React.createElement(Input, others),
  },
};
const withSecretNoted = {
  wrapComponents: {
    liveResponse: (LiveResponse, { React }) => (props) => {
      const isSecret = props.response.get('status') === 201 && /"key":/.test(props.response.get('text'));
      const text = 'Copy the key below now: it is shown only this once.';
      const note = isSecret && React.createElement('p', { className: 'shown-once', role: 'status' }, text);
      return React.createElement(React.Fragment, null, note, React.createElement(LiveResponse, props));
    },
  },
};
const withErrorsFolded = {
  wrapComponents: {
    response: (Response, { React }) => (props) => {
      const [isOpen, setOpen] = React.useState(Number(props.code) < 400);
      if (isOpen) return React.createElement(Response, props);
      const cell = (name, content) => React.createElement('td', { className: 'response-col_' + name }, content);
      const text = String(props.response.get('description')).replaceAll('\`', '');
      const button = { type: 'button', className: 'folded-error', 'aria-expanded': false, onClick: () => setOpen(true) };
      const children = [cell('status', props.code), cell('description', React.createElement('button', button, text))];
      return React.createElement('tr', { className: 'response', 'data-code': props.code }, ...children);
    },
  },
};
SwaggerUIBundle({ ...${JSON.stringify(own)}, plugins: [withoutAutofocus, withErrorsFolded, withSecretNoted] });
`;

/** Swagger UI's files come with Nest's module; the page around them is ours, since Nest's has no viewport and styles inline. */
class SwaggerUi extends SwaggerModule {
  static serve(app: INestApplication, title: string, own: object): void {
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
    serveText('/docs/start.js', 'text/javascript', startWith(own));
    serveText('/docs/style.css', 'text/css', swaggerUiStyle);
    this.serveStatic('/docs', app);
  }
}
