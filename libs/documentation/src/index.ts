export { serveDocumentation } from './api-documentation.js';
export { createDocument, type Documentation } from './openapi-document.js';
export { PagesModule } from './pages.module.js';
