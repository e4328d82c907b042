import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessDeclaredGuard, PersonTokensModule } from '@pocket/access';
import { ApiKey, ApiKeysModule } from '@pocket/api-keys';
import { DatabaseModule, migrations } from '@pocket/database';
import { Membership, Organization, OrganizationsModule } from '@pocket/organizations';
import { HealthModule, ProblemPagesModule, type Environment, type TrustedIssuer } from '@pocket/service';

/** The deployable service: organizations, their API keys, health and the pages of its errors. */
@Module({ providers: [{ provide: APP_GUARD, useClass: AccessDeclaredGuard }] })
export class AppModule {
  static for(environment: Environment, issuer: TrustedIssuer): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot({
          url: environment.DATABASE_URL,
          entities: [Organization, Membership, ApiKey],
          migrations,
          migrate: environment.migrate,
        }),
        PersonTokensModule.forRoot(issuer),
        OrganizationsModule,
        ApiKeysModule.forRoot({
          prefix: environment.API_KEY_PREFIX,
          maxPerOrganization: environment.API_KEY_MAX_PER_ORGANIZATION,
        }),
        HealthModule,
        ProblemPagesModule,
      ],
    };
  }
}
