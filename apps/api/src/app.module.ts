import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessDeclaredGuard } from '@pocket/access';
import { ApiKeysModule } from '@pocket/api-keys';
import { DatabaseModule } from '@pocket/database';
import { PagesModule } from '@pocket/documentation';
import { PersonTokensModule, PersonTokenVerifier } from '@pocket/person-tokens';
import { HealthModule, Readiness, type TrustedIssuer } from '@pocket/runtime';
import { documentation } from './documentation.js';
import type { ApiEnvironment } from './environment.js';
import { schema } from './schema.js';

/** The deployable service: organizations, their API keys, health and the pages of its errors. */
@Module({ providers: [{ provide: APP_GUARD, useClass: AccessDeclaredGuard }] })
export class AppModule {
  constructor(readiness: Readiness, people: PersonTokenVerifier) {
    readiness.require(() => people.requireFirstKeys());
  }

  static for(
    environment: ApiEnvironment,
    issuer: TrustedIssuer,
    options: { migrate: boolean },
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot({ ...schema, url: environment.DATABASE_URL, migrate: options.migrate }),
        PersonTokensModule.forRoot(issuer),
        ApiKeysModule.forRoot({
          prefix: environment.API_KEY_PREFIX,
          scopes: environment.API_KEY_SCOPES,
          introspectionClients: environment.INTROSPECTION_CLIENTS,
          maxPerOrganization: environment.API_KEY_MAX_PER_ORGANIZATION,
          expiredRetentionDays: environment.API_KEY_EXPIRED_RETENTION_DAYS,
          organizationCreators: environment.ORGANIZATION_CREATORS,
          publicUrl: environment.PUBLIC_URL,
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
