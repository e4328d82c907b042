import type { MigrationInterface } from 'typeorm';
import { CreateRevocations1795651200002 } from './1795651200002-create-revocations.js';
import { CreateRevocationCounter1795651200003 } from './1795651200003-create-revocation-counter.js';
import { StartRevocationCounter1795651200004 } from './1795651200004-start-revocation-counter.js';
import { CreateVerifierLeases1795651200005 } from './1795651200005-create-verifier-leases.js';
import { StartRevocations1795651200006 } from './1795651200006-start-revocations.js';

/** Of revocations and leases; they look for organizations. A migration that was released never changes. */
export const leaseMigrations: (new () => MigrationInterface)[] = [
  CreateRevocations1795651200002,
  CreateRevocationCounter1795651200003,
  StartRevocationCounter1795651200004,
  CreateVerifierLeases1795651200005,
  StartRevocations1795651200006,
];
