import { ConfigurableModuleBuilder, Module, type DynamicModule } from '@nestjs/common';
import { AccessModule, ApiKeyVerifier } from '@pocket/access';
import { HeldLeases } from '@pocket/revocation';
import { StoredKeys } from './stored-keys.js';
import type { VerificationOptions } from './verification.options.js';
import { verificationProviders } from './verification.providers.js';

const OPTIONS = Symbol('VerificationOptions');

const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<VerificationOptions>({
  optionsInjectionToken: OPTIONS,
})
  .setClassMethodName('forRoot')
  // The name of the TypeORM DataSource, where it is not the default one.
  .setExtras<{ dataSource?: string }>({ dataSource: undefined }, (definition, { dataSource }) => ({
    ...definition,
    providers: [...(definition.providers ?? []), ...verificationProviders(OPTIONS, dataSource)],
  }))
  .build();

/**
 * What a service imports to let programs in by `@RequireScopes`: it verifies keys in the database that it shares with the
 * api, and brings no routes. The DataSource needs no entity of ours.
 */
@Module({ imports: [AccessModule], exports: [ApiKeyVerifier, StoredKeys, HeldLeases] })
export class ApiKeyVerificationModule extends ConfigurableModuleClass {
  static override forRoot(options: VerificationOptions & { dataSource?: string } = {}): DynamicModule {
    return super.forRoot(options);
  }
}
