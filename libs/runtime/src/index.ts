export { demoIssuer, trustedIssuer, type DemoIssuer, type TrustedIssuer } from './demo-issuer.js';
export { drain } from './drain.js';
export { readEnvironment, type Environment, type OwnVariables } from './environment.js';
export { HealthModule } from './health.module.js';
export { createLogger, NestLogger } from './logging.js';
export { Readiness, type ReadinessCheck } from './readiness.js';
export { orExit, readDatabaseUrlOrExit, runService } from './run-service.js';
export {
  EnvironmentError,
  listOf,
  loopbackHosts,
  matching,
  secureUrl,
  variable,
  wholeNumber,
  type ValuesOf,
} from './variables.js';
