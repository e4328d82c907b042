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
 * Serves Swagger UI at `/docs` and the document at `/openapi.json`, `/openapi.yaml` and `/openapi-3.0.json`; each is made when it
 * is first asked for. With `keepCredentials` the browser keeps what is entered under Authorize beyond a reload, in clear: for a demo only.
 */
export function serveDocumentation(
  app: INestApplication,
  documentation: Documentation,
  { keepCredentials = false } = {},
): void {
  const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
  const serve = (path: string, make: () => StaticFile) => {
    const file = once(make);
    fastify.get(path, (request, reply) => file().send(request, reply));
  };
  const document = once(() => createDocument(app, documentation));
  const older = () => createDocument(app, documentation, '3.0.3');
  serve('/openapi.json', () => new StaticFile(json, JSON.stringify(document())));
  serve('/openapi-3.0.json', () => new StaticFile(json, JSON.stringify(older())));
  serve('/openapi.yaml', () => new StaticFile('application/yaml', dump(document(), { noRefs: true })));

  for (const [path, file] of Object.entries(swaggerUi)) serve(path, file);
  const page = once(() => swaggerUiPage(document().info.title, keepCredentials));
  for (const path of ['/docs', '/docs/', '/docs/index.html']) serve(path, () => new StaticFile(html, page()));
}

/** What `make` returns, made at the first call. */
function once<T extends object | string>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const ofPackage = (name: string) => readFileSync(require.resolve(`swagger-ui-dist/${name}`));

/** All that the page loads, by address; the same for every application of this process. */
const swaggerUi = {
  '/docs/swagger-ui.css': once(() => new StaticFile(css, ofPackage('swagger-ui.css'))),
  '/docs/docs.css': once(() => new StaticFile(css, readAsset('docs.css'))),
  '/docs/swagger-ui-bundle.js': once(() => new StaticFile(javascript, ofPackage('swagger-ui-bundle.js'))),
  '/docs/start.js': once(() => new StaticFile(javascript, readAsset('start.js'))),
};

/** A page of our own around Swagger UI, since Nest's has no viewport and has styles inline. */
function swaggerUiPage(title: string, keepCredentials: boolean): string {
  const addresses = Object.entries(swaggerUi).map(([path, file]) => `${path}?v=${file().version}`);
  const scripts = addresses.filter((address) => address.includes('.js?'));
  return htmlDocument(
    title,
    addresses.filter((address) => address.includes('.css?')),
    markup`<div id="swagger-ui" data-keep-credentials="${String(keepCredentials)}"></div>
      <noscript>This page needs JavaScript. <a href="/openapi.json">The document itself</a></noscript>
      ${scripts.map((address) => markup`<script src="${address}"></script> `)}`,
  );
}
