import {
  Global,
  Inject,
  Module,
  type DynamicModule,
  type ModuleMetadata,
  type OnModuleInit,
} from '@nestjs/common';
import { AccessModule, ApiKeyVerifier, ScopeRegistry, type Scope } from '@pocket/access';
import {
  INTROSPECTION_OPTIONS,
  IntrospectingApiKeyVerifier,
  type IntrospectionOptions,
} from './introspecting-api-key.verifier.js';

export type { IntrospectionOptions };

export interface RemoteVerificationOptions extends IntrospectionOptions {
  /** Scopes of the importing service, beside Pocket's own four. The api must know them too, for keys to have them. */
  scopes?: readonly Scope[];
}

export interface RemoteVerificationAsyncOptions {
  imports?: ModuleMetadata['imports'];
  inject?: (string | symbol | (abstract new (...args: never[]) => unknown))[];
  useFactory: (...dependencies: never[]) => RemoteVerificationOptions | Promise<RemoteVerificationOptions>;
}

/**
 * What a service without access to the database imports to let programs in by `@RequireScopes`: it asks the api by
 * introspection at every request. Needs no database package.
 */
@Global()
@Module({})
export class ApiKeyVerificationModule implements OnModuleInit {
  constructor(
    @Inject(INTROSPECTION_OPTIONS) private readonly options: RemoteVerificationOptions,
    private readonly registry: ScopeRegistry,
  ) {}

  static forRoot(options: RemoteVerificationOptions): DynamicModule {
    return this.forRootAsync({ useFactory: () => options });
  }

  static forRootAsync({
    imports = [],
    inject = [],
    useFactory,
  }: RemoteVerificationAsyncOptions): DynamicModule {
    return {
      module: ApiKeyVerificationModule,
      imports: [AccessModule, ...imports],
      providers: [
        { provide: INTROSPECTION_OPTIONS, inject, useFactory: useFactory as never },
        { provide: ApiKeyVerifier, useClass: IntrospectingApiKeyVerifier },
      ],
      exports: [ApiKeyVerifier],
    };
  }

  onModuleInit(): void {
    this.registry.register(this.options.scopes ?? []);
  }
}
