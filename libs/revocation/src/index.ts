export { DatabaseLease } from './database-lease.js';
export { FencedLookup, type Positioned } from './fenced-lookup.js';
export { HeldLeases, mostLeases } from './held-leases.js';
export { allowMemory } from './allow-memory.js';
export { clocks, leaseBounds } from './lease/clocks.js';
export { leaseMigrations } from './migrations/index.js';
export { RememberedAnswers } from './lease/remembered-answers.js';
export { changesContext, UnitOfWork, type Transaction } from './unit-of-work.js';
