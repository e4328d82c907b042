import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { serveDocumentation } from '@pocket/documentation';
import { createHttpApplication } from '@pocket/http';
import { trustedIssuer } from '@pocket/runtime';
import { AppModule } from './app.module.js';
import { documentation } from './documentation.js';
import type { ApiEnvironment } from './environment.js';

/**
 * The whole service, not yet listening; the same for production, tests and the OpenAPI document.
 * It brings the schema up to date; in production only with `migrate`, and else refuses an old one.
 */
export async function createApi(
  environment: ApiEnvironment,
  migrate = false,
): Promise<NestFastifyApplication> {
  const issuer = await trustedIssuer(environment);
  const module = AppModule.for(environment, issuer, { migrate: migrate || !environment.production });
  const app = await createHttpApplication(module, environment, {
    keyPrefix: environment.API_KEY_PREFIX,
    serviceRateLimit: environment.INTROSPECTION_RATE_LIMIT_PER_MINUTE,
    publicUrl: environment.PUBLIC_URL,
  });
  serveDocumentation(app, documentation, { keepCredentials: environment.demo });
  return app;
}
