import { Module, type DynamicModule } from '@nestjs/common';
import { OrganizationsModule } from '@pocket/organizations';
import { ApiKeyVerificationModule, type ApiKeysAsyncOptions } from './api-key-verification.module.js';
import { ApiKeysController } from './api-keys.controller.js';
import type { ApiKeysOptions } from './api-keys.options.js';
import { ApiKeysService } from './api-keys.service.js';
import { VerificationController } from './verification.controller.js';

/** Management of API keys over REST, and their verification: here, by introspection and for gateways. */
@Module({})
export class ApiKeysModule {
  static forRoot(options: ApiKeysOptions & { dataSource?: string } = {}): DynamicModule {
    return this.forRootAsync({ dataSource: options.dataSource, useFactory: () => options });
  }

  static forRootAsync<D extends unknown[]>(options: ApiKeysAsyncOptions<D>): DynamicModule {
    return {
      module: ApiKeysModule,
      imports: [OrganizationsModule, ApiKeyVerificationModule.forRootAsync(options)],
      controllers: [ApiKeysController, VerificationController],
      providers: [ApiKeysService],
      exports: [ApiKeysService],
    };
  }
}
