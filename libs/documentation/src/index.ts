export { createDocument, type Documentation } from './openapi-document.js';
export { PagesModule } from './pages.module.js';
export { serveDocumentation } from './serve-documentation.js';
