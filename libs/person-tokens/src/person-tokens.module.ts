import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { AccessModule, PersonVerifier } from '@pocket/access';
import { PersonTokenVerifier, type PersonTokenOptions } from './person-token.verifier.js';

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<PersonTokenOptions>()
  .setClassMethodName('forRoot')
  .build();

/** Lets people in by the tokens of one issuer: `forRoot(options)`, or `forRootAsync({ inject, useFactory })`. */
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
