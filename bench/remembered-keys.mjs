// Prints how many bytes one remembered key takes: `npm run --silent build && node --expose-gc bench/remembered-keys.mjs`.
import { createHash } from 'node:crypto';
import { RememberedKeys } from '../libs/api-key-verification/dist/remembered-keys.js';
import { Lease } from '../libs/revocation/dist/lease/index.js';

const count = 100_000;
const lease = new Lease({ monotonic: () => performance.now(), wall: () => Date.now() });
lease.registered('lease_1', lease.begin(), 1, 2_000);

/** As a driver makes it: a string of its own, even if others have the same characters. */
const read = (text) => Buffer.from(text).toString('latin1');
const id = (prefix, number) => read(`${prefix}_${String(number).padStart(26, '0')}`);

function bytesOfEach() {
  const keys = new RememberedKeys(lease, count);
  globalThis.gc();
  const before = process.memoryUsage().heapUsed + process.memoryUsage().external;
  for (let i = 0; i < count; i++)
    keys.remember(createHash('sha256').update(String(i)).digest('hex'), {
      value: {
        id: id('key', i),
        name: read(`Key ${i}`),
        organizationId: id('org', i % 1_000),
        scopes: JSON.parse('["recordings:read","recordings:write"]'),
        createdAt: 1_795_000_000_000 + i,
        expiresAt: i % 2 ? null : 1_895_000_000_000 + i,
      },
      position: 1_000_000,
    });
  globalThis.gc();
  const after = process.memoryUsage().heapUsed + process.memoryUsage().external;
  keys.recall('');
  return Math.round((after - before) / count);
}

console.log(
  `a remembered key, of which half expire and 100 each are of one organization: ${bytesOfEach()} bytes`,
);
