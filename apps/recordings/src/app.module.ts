import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessDeclaredGuard, PersonTokensModule } from '@pocket/access';
import { ApiKeyVerificationModule } from '@pocket/api-keys';
import { DatabaseModule, migrations } from '@pocket/database';
import { OrganizationRolesModule } from '@pocket/organizations';
import { PagesModule } from '@pocket/documentation';
import { HealthModule, type Environment, type TrustedIssuer } from '@pocket/runtime';
import { documentation } from './documentation.js';
import { RecordingsController } from './recordings.controller.js';
import { schema } from './schema.js';
import { TemplatesController } from './templates.controller.js';

/** An internal service on the shared database: its own tables, its routes open to people and to API keys. */
@Module({
  controllers: [RecordingsController, TemplatesController],
  providers: [{ provide: APP_GUARD, useClass: AccessDeclaredGuard }],
})
export class AppModule {
  static for(environment: Environment, issuer: TrustedIssuer, options: { migrate: boolean }): DynamicModule {
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
        OrganizationRolesModule,
        ApiKeyVerificationModule.forRoot({ prefix: environment.API_KEY_PREFIX }),
        HealthModule,
        PagesModule.forRoot(documentation),
      ],
    };
  }
}
