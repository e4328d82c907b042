import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { AccessModule, ApiKeyVerifier, Clock } from '@pocket/access';
import { authFailures } from '../auth-failures.provider.js';
import { scopeRegistration } from '../scope-registration.js';
import { IntrospectingApiKeyVerifier } from './introspecting.verifier.js';
import type { RemoteVerificationOptions } from './remote-verification.options.js';

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<RemoteVerificationOptions>().setClassMethodName('forRoot').build();

/**
 * What a service without access to the database imports to let programs in by `@RequireScopes`: it asks the api by
 * introspection (RFC 7662), or answers from memory where the options say so. Needs no database package.
 */
@Module({
  imports: [AccessModule],
  providers: [
    scopeRegistration(MODULE_OPTIONS_TOKEN),
    authFailures(MODULE_OPTIONS_TOKEN),
    {
      provide: ApiKeyVerifier,
      inject: [MODULE_OPTIONS_TOKEN, Clock],
      useFactory: (options: RemoteVerificationOptions, clock: Clock) =>
        new IntrospectingApiKeyVerifier(options, clock),
    },
  ],
  exports: [ApiKeyVerifier],
})
export class RemoteApiKeyVerificationModule extends ConfigurableModuleClass {}
