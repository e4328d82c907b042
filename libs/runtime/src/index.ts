export { demoIssuer, trustedIssuer, type DemoIssuer, type TrustedIssuer } from './demo-issuer.js';
export { EnvironmentError, readEnvironment, type Environment } from './environment.js';
export { HealthModule } from './health.module.js';
export { createLogger, NestLogger } from './logging.js';
export { readDatabaseUrlOrExit, readEnvironmentOrExit, runService } from './run-service.js';
