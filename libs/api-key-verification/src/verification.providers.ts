import type { InjectionToken, Provider } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { ApiKeyVerifier, Clock } from '@pocket/access';
import { HeldLeases } from '@pocket/revocation';
import type { DataSource } from 'typeorm';
import { authFailures } from './auth-failures.provider.js';
import { DatabaseApiKeyVerifier } from './database.verifier.js';
import { LastUsedWriter } from './last-used.writer.js';
import { scopeRegistration } from './scope-registration.js';
import { StoredKeys } from './stored-keys.js';
import type { VerificationOptions } from './verification.options.js';

/** Verification in the database, for a module that has the options under this token and imports `AccessModule`. */
export function verificationProviders(optionsToken: InjectionToken, dataSource?: string): Provider[] {
  return [
    scopeRegistration(optionsToken),
    {
      provide: StoredKeys,
      inject: [getDataSourceToken(dataSource), optionsToken],
      useFactory: (source: DataSource, options: VerificationOptions) => new StoredKeys(source, options),
    },
    {
      provide: HeldLeases,
      inject: [getDataSourceToken(dataSource)],
      useFactory: (source: DataSource) => HeldLeases.of(source),
    },
    {
      provide: LastUsedWriter,
      inject: [StoredKeys],
      useFactory: (keys: StoredKeys) => new LastUsedWriter(keys),
    },
    authFailures(optionsToken),
    {
      provide: ApiKeyVerifier,
      inject: [optionsToken, StoredKeys, LastUsedWriter, Clock],
      useFactory: (options: VerificationOptions, keys: StoredKeys, lastUsed: LastUsedWriter, clock: Clock) =>
        new DatabaseApiKeyVerifier(options, keys, lastUsed, clock),
    },
  ];
}
