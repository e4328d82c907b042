import { ConfigurableModuleBuilder, Global, Module } from '@nestjs/common';
import { AccessModule } from './access.module.js';
import { PersonTokenVerifier, type PersonTokenOptions } from './person-token.verifier.js';
import { PersonVerifier } from './principal.js';

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<PersonTokenOptions>()
  .setClassMethodName('forRoot')
  .build();

/** Lets people in by the tokens of one issuer: `forRoot(options)`, or `forRootAsync({ inject, useFactory })`. */
@Global()
@Module({
  imports: [AccessModule],
  providers: [
    {
      provide: PersonTokenVerifier,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: (options: PersonTokenOptions) => new PersonTokenVerifier(options),
    },
    { provide: PersonVerifier, useExisting: PersonTokenVerifier },
  ],
  exports: [PersonTokenVerifier, PersonVerifier],
})
export class PersonTokensModule extends ConfigurableModuleClass {}
