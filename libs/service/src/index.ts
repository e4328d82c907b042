export { serveDocumentation } from './api-documentation.js';
export { createDocument, type Documentation } from './openapi-document.js';
export { demoIssuer, trustedIssuer, type DemoIssuer, type TrustedIssuer } from './demo-issuer.js';
export { EnvironmentError, readEnvironment, type Environment } from './environment.js';
export { HealthModule } from './health.module.js';
export { createHttpApplication } from './http-application.js';
export { PagesModule } from './pages.module.js';
export { readDatabaseUrlOrExit, readEnvironmentOrExit, runService } from './run-service.js';
