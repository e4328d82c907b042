import {
  Global,
  Inject,
  Module,
  type DynamicModule,
  type ModuleMetadata,
  type OnModuleInit,
} from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { AccessModule, ApiKeyVerifier, ScopeRegistry } from '@pocket/access';
import type { DataSource } from 'typeorm';
import { API_KEYS_OPTIONS, type ApiKeysOptions } from './api-keys.options.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { DatabaseApiKeyVerifier } from './database-api-key.verifier.js';
import { LastUsedWriter } from './last-used.writer.js';

export interface ApiKeysAsyncOptions<Dependencies extends unknown[] = never[]> {
  /** The name of the TypeORM DataSource, where it is not the default one. */
  dataSource?: string;
  imports?: ModuleMetadata['imports'];
  inject?: { [K in keyof Dependencies]: DynamicInjectable };
  useFactory: (...dependencies: Dependencies) => ApiKeysOptions | Promise<ApiKeysOptions>;
}
type DynamicInjectable = string | symbol | (abstract new (...args: never[]) => unknown);

/**
 * What an internal service imports to let programs in by `@RequireScopes`: it verifies keys in the database
 * that both share and brings no routes. The DataSource needs no entity of ours.
 */
@Global()
@Module({})
export class ApiKeyVerificationModule implements OnModuleInit {
  constructor(
    @Inject(API_KEYS_OPTIONS) private readonly options: ApiKeysOptions,
    private readonly registry: ScopeRegistry,
  ) {}

  static forRoot(options: ApiKeysOptions & { dataSource?: string } = {}): DynamicModule {
    return this.forRootAsync({ dataSource: options.dataSource, useFactory: () => options });
  }

  static forRootAsync<D extends unknown[]>(options: ApiKeysAsyncOptions<D>): DynamicModule {
    return {
      module: ApiKeyVerificationModule,
      imports: [AccessModule, ...(options.imports ?? [])],
      providers: [
        { provide: API_KEYS_OPTIONS, inject: options.inject ?? [], useFactory: options.useFactory as never },
        {
          provide: ApiKeysRepository,
          inject: [getDataSourceToken(options.dataSource)],
          useFactory: (dataSource: DataSource) => new ApiKeysRepository(dataSource),
        },
        LastUsedWriter,
        { provide: ApiKeyVerifier, useClass: DatabaseApiKeyVerifier },
      ],
      exports: [API_KEYS_OPTIONS, ApiKeysRepository, ApiKeyVerifier],
    };
  }

  onModuleInit(): void {
    this.registry.register(this.options.scopes ?? []);
  }
}
