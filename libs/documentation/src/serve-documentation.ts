import { readFileSync } from 'node:fs';
import type { INestApplication } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { dump } from 'js-yaml';
import { html as markup, htmlDocument } from './html.js';
import { createDocument, type Documentation } from './openapi-document.js';
import { readAsset, StaticFile } from './static-file.js';

const javascript = 'text/javascript; charset=utf-8';
const css = 'text/css; charset=utf-8';
const html = 'text/html; charset=utf-8';
const json = 'application/json; charset=utf-8';

/**
 * Serves Swagger UI at `/docs` and the document at `/openapi.json`, `/openapi.yaml` and `/openapi-3.0.json`. With
 * `keepCredentials` the browser keeps what is entered under Authorize beyond a reload, in clear: for a demo only.
 */
export function serveDocumentation(
  app: INestApplication,
  documentation: Documentation,
  { keepCredentials = false } = {},
): void {
  const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
  const serve = (path: string, make: () => StaticFile) => {
    let file: StaticFile | undefined;
    fastify.get(path, (request, reply) => (file ??= make()).send(request, reply));
  };
  const document = createDocument(app, documentation);
  const older = () => createDocument(app, documentation, '3.0.3');
  serve('/openapi.json', () => new StaticFile(json, JSON.stringify(document)));
  serve('/openapi-3.0.json', () => new StaticFile(json, JSON.stringify(older())));
  serve('/openapi.yaml', () => new StaticFile('application/yaml', dump(document, { noRefs: true })));

  const files = filesOfSwaggerUi();
  for (const [path, file] of Object.entries(files)) serve(path, () => file);
  const page = swaggerUiPage(document.info.title, files, keepCredentials);
  for (const path of ['/docs', '/docs/', '/docs/index.html']) serve(path, () => new StaticFile(html, page));
}

type Files = Record<string, StaticFile>;
let swaggerUi: Files | undefined;

/** All that the page loads, by address; the same for every application of this process. */
function filesOfSwaggerUi(): Files {
  const ofPackage = (name: string) => readFileSync(require.resolve(`swagger-ui-dist/${name}`));
  return (swaggerUi ??= {
    '/docs/swagger-ui.css': new StaticFile(css, ofPackage('swagger-ui.css')),
    '/docs/docs.css': new StaticFile(css, readAsset('docs.css')),
    '/docs/swagger-ui-bundle.js': new StaticFile(javascript, ofPackage('swagger-ui-bundle.js')),
    '/docs/start.js': new StaticFile(javascript, readAsset('start.js')),
  });
}

/** A page of our own around Swagger UI, since Nest's has no viewport and has styles inline. */
function swaggerUiPage(title: string, files: Files, keepCredentials: boolean): string {
  const addresses = Object.entries(files).map(([path, { version }]) => `${path}?v=${version}`);
  const scripts = addresses.filter((address) => address.includes('.js?'));
  return htmlDocument(
    title,
    addresses.filter((address) => address.includes('.css?')),
    markup`<div id="swagger-ui" data-keep-credentials="${String(keepCredentials)}"></div>
      <noscript>This page needs JavaScript. <a href="/openapi.json">The document itself</a></noscript>
      ${scripts.map((address) => markup`<script src="${address}"></script> `)}`,
  );
}
