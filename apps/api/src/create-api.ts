import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApplication, serveDocumentation, trustedIssuer, type Environment } from '@pocket/service';
import { AppModule } from './app.module.js';
import { describeApi } from './describe-api.js';

/** The whole service, not yet listening; the same for production, tests and the OpenAPI document. */
export async function createApi(environment: Environment): Promise<NestFastifyApplication> {
  const app = await createHttpApplication(AppModule.for(environment, await trustedIssuer(environment)), environment);
  serveDocumentation(app, describeApi);
  return app;
}
