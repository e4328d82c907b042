import {
  ConfigurableModuleBuilder,
  Inject,
  Module,
  type DynamicModule,
  type OnModuleInit,
} from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule, ApiKeyVerifier, Clock, ScopeRegistry } from '@pocket/access';
import { verificationProviders } from '@pocket/api-key-verification';
import { requireSupportedDataSource } from '@pocket/database';
import {
  OrganizationCreators,
  organizationEntities,
  OrganizationsModule,
  OrganizationsRepository,
} from '@pocket/organizations';
import { INTROSPECTION_CLIENTS, keyCheckControllers } from '@pocket/key-checks';
import { PublicUrl } from '@pocket/problem-details';
import { RestModule } from '@pocket/rest';
import type { DataSource } from 'typeorm';
import type { ApiKeysOptions } from './api-keys.options.js';
import { ApiKey } from './keys/api-key.entity.js';
import { ApiKeysController } from './keys/api-keys.controller.js';
import { ApiKeysService } from './keys/api-keys.service.js';
import { ExpiredKeysRetention } from './retention/expired-keys.retention.js';

/** For the option `entities` of the DataSource; one with `autoLoadEntities` has them by itself. */
export const entities = [...organizationEntities, ApiKey];

const API_KEYS_OPTIONS = Symbol('ApiKeysOptions');
const DATA_SOURCE = Symbol('DATA_SOURCE');

const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<ApiKeysOptions>({
  optionsInjectionToken: API_KEYS_OPTIONS,
})
  .setClassMethodName('forRoot')
  // The name of the TypeORM DataSource, where it is not the default one.
  .setExtras<{ dataSource?: string }>({ dataSource: undefined }, (definition, { dataSource }) => ({
    ...definition,
    imports: [
      ...(definition.imports ?? []),
      OrganizationsModule.forRoot({ dataSource }),
      TypeOrmModule.forFeature([ApiKey], dataSource),
    ],
    providers: [
      ...(definition.providers ?? []),
      ...verificationProviders(API_KEYS_OPTIONS, dataSource),
      { provide: DATA_SOURCE, useExisting: getDataSourceToken(dataSource) },
      {
        provide: ApiKeysService,
        inject: [API_KEYS_OPTIONS, DATA_SOURCE, OrganizationsRepository, ScopeRegistry, Clock],
        useFactory: (
          options: ApiKeysOptions,
          source: DataSource,
          organizations: OrganizationsRepository,
          scopes: ScopeRegistry,
          clock: Clock,
        ) => new ApiKeysService(options, source, organizations, scopes, clock),
      },
      {
        provide: ExpiredKeysRetention,
        inject: [API_KEYS_OPTIONS, DATA_SOURCE, OrganizationsRepository, Clock],
        useFactory: (
          options: ApiKeysOptions,
          source: DataSource,
          organizations: OrganizationsRepository,
          clock: Clock,
        ) => new ExpiredKeysRetention(options, source, organizations, clock),
      },
    ],
  }))
  .build();

/**
 * Management of API keys and of organizations over REST, and verification of keys: here, by introspection and for
 * gateways. Brings its validation, its error format and its rules along, whatever the application has.
 */
@Module({
  imports: [AccessModule, RestModule],
  controllers: [ApiKeysController, ...keyCheckControllers],
  providers: [
    {
      provide: PublicUrl,
      inject: [API_KEYS_OPTIONS],
      useFactory: ({ publicUrl }: ApiKeysOptions) => new PublicUrl(publicUrl),
    },
    {
      provide: OrganizationCreators,
      inject: [API_KEYS_OPTIONS],
      useFactory: ({ organizationCreators }: ApiKeysOptions) =>
        organizationCreators && new OrganizationCreators(organizationCreators),
    },
    {
      provide: INTROSPECTION_CLIENTS,
      inject: [API_KEYS_OPTIONS],
      useFactory: ({ introspectionClients }: ApiKeysOptions) => introspectionClients ?? [],
    },
  ],
  exports: [ApiKeysService, ApiKeyVerifier, OrganizationsModule],
})
export class ApiKeysModule extends ConfigurableModuleClass implements OnModuleInit {
  constructor(@Inject(DATA_SOURCE) private readonly dataSource: DataSource) {
    super();
  }

  static override forRoot(options: ApiKeysOptions & { dataSource?: string } = {}): DynamicModule {
    return super.forRoot(options);
  }

  onModuleInit(): void {
    requireSupportedDataSource(this.dataSource, ApiKeysModule.name, entities);
  }
}
