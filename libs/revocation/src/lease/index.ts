export { clocks, leaseBounds, type Clocks } from './clocks.js';
export { Lease, type Change, type Sent } from './lease.js';
export { RememberedAnswers, type Answer, type Remembered } from './remembered-answers.js';
export { DeadLeases, Settling, type LeaseRow, type Leases } from './settling.js';
