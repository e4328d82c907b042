import type { InjectionToken, Provider } from '@nestjs/common';
import { AuthFailures } from '@pocket/callers';
import type { VerificationOptions } from './verification.options.js';

/** Counts the wrong credentials that guards meet, by the options. */
export const authFailures = (optionsToken: InjectionToken): Provider => ({
  provide: AuthFailures,
  inject: [optionsToken],
  useFactory: ({ authFailuresPerMinute }: VerificationOptions) => new AuthFailures(authFailuresPerMinute),
});
