// Prints how many bytes one remembered answer takes: `npm run --silent build && node --expose-gc bench/remembered-answers.mjs`.
import { createHash } from 'node:crypto';
import { Lease, RememberedAnswers } from '../libs/revocation/dist/lease/index.js';

const count = 100_000;
const clocks = { monotonic: () => performance.now(), wall: () => Date.now() };
const lease = new Lease(clocks);
lease.registered('lease_1', lease.begin(), 1, 2_000);

function bytesOfEach() {
  const answers = new RememberedAnswers(lease, clocks, count);
  globalThis.gc();
  const before = process.memoryUsage().heapUsed + process.memoryUsage().external;
  for (let i = 0; i < count; i++) {
    const subject = createHash('sha256').update(String(i)).digest('hex');
    answers.set(subject, { subject, value: 'live', position: 1_000_000 + i });
  }
  globalThis.gc();
  const after = process.memoryUsage().heapUsed + process.memoryUsage().external;
  answers.get('');
  return Math.round((after - before) / count);
}

console.log(`an answer with its subject in hexadecimal, without its value: ${bytesOfEach()} bytes`);
