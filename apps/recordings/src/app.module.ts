import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessDeclaredGuard, AccessModule } from '@pocket/access';
import { ApiKeyVerificationModule } from '@pocket/api-key-verification';
import { migrations } from '@pocket/api-keys';
import { DatabaseModule } from '@pocket/database';
import { PagesModule } from '@pocket/documentation';
import { OrganizationRolesModule } from '@pocket/organizations';
import { RestModule } from '@pocket/rest';
import { PersonTokensModule, PersonTokenVerifier } from '@pocket/person-tokens';
import { HealthModule, Readiness, type TrustedIssuer } from '@pocket/runtime';
import { documentation } from './documentation.js';
import type { RecordingsEnvironment } from './environment.js';
import { RecordingsController } from './recordings.controller.js';
import { schema } from './schema.js';
import { TemplatesController } from './templates.controller.js';

/** An internal service on the shared database: its own tables, its routes open to people and to API keys. */
@Module({
  imports: [AccessModule, RestModule],
  controllers: [RecordingsController, TemplatesController],
  providers: [{ provide: APP_GUARD, useClass: AccessDeclaredGuard }],
})
export class AppModule {
  constructor(readiness: Readiness, people: PersonTokenVerifier) {
    readiness.require(() => people.requireFirstKeys());
  }

  static for(
    environment: RecordingsEnvironment,
    issuer: TrustedIssuer,
    options: { migrate: boolean },
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot({
          ...schema,
          requires: migrations,
          url: environment.DATABASE_URL,
          migrate: options.migrate,
        }),
        PersonTokensModule.forRoot(issuer),
        OrganizationRolesModule.forRoot(),
        ApiKeyVerificationModule.forRoot({
          prefix: environment.API_KEY_PREFIX,
          authFailuresPerMinute: environment.AUTH_FAILURES_PER_MINUTE,
          cache: environment.VERIFICATION_CACHE,
          cacheSize: environment.VERIFICATION_CACHE_SIZE,
          leaseMs: environment.VERIFICATION_LEASE_MS,
        }),
        HealthModule,
        PagesModule.forRoot(documentation),
      ],
    };
  }
}
