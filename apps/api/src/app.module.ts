import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessDeclaredGuard, PersonTokensModule } from '@pocket/access';
import { ApiKeysModule } from '@pocket/api-keys';
import { DatabaseModule } from '@pocket/database';
import { OrganizationsModule } from '@pocket/organizations';
import { PagesModule } from '@pocket/documentation';
import { HealthModule, type Environment, type TrustedIssuer } from '@pocket/runtime';
import { documentation } from './documentation.js';
import { schema } from './schema.js';

/** The deployable service: organizations, their API keys, health and the pages of its errors. */
@Module({ providers: [{ provide: APP_GUARD, useClass: AccessDeclaredGuard }] })
export class AppModule {
  static for(environment: Environment, issuer: TrustedIssuer, options: { migrate: boolean }): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot({ ...schema, url: environment.DATABASE_URL, migrate: options.migrate }),
        PersonTokensModule.forRoot(issuer),
        OrganizationsModule,
        ApiKeysModule.forRoot({
          prefix: environment.API_KEY_PREFIX,
          introspectionClients: environment.INTROSPECTION_CLIENTS,
          maxPerOrganization: environment.API_KEY_MAX_PER_ORGANIZATION,
        }),
        HealthModule,
        PagesModule.forRoot(documentation),
      ],
    };
  }
}
