import { DeadLeases, Settling } from './settling.js';

let now = 0;
const clocks = { monotonic: () => now };
beforeEach(() => (now = 0));

describe('Settling', () => {
  const lease = (acknowledged: number, leaseMs = 1_000) => ({ acknowledged, leaseMs });

  it('is over when all have applied the change, or there is nobody', () => {
    for (const leases of [[lease(7), lease(9)], []])
      expect(new Settling(7, clocks).isSettled({ newestSequence: 7, leases })).toBe(true);
    expect(new Settling(7, clocks).isSettled({ newestSequence: 7, leases: [lease(7), lease(6)] })).toBe(
      false,
    );
  });

  it('is over after 1.1 times the longest lease that is behind', () => {
    const settling = new Settling(7, clocks);
    const leases = [lease(6, 1_000), lease(6, 2_000), lease(7, 3_000)];
    expect(settling.isSettled({ newestSequence: 8, leases })).toBe(false);
    now = 2_199;
    expect(settling.isSettled()).toBe(false);
    now = 2_200;
    expect(settling.isSettled()).toBe(true);
  });

  it('takes the longest lease that may be, as long as no snapshot has shown the change', () => {
    const settling = new Settling(7, clocks);
    now = 3_299;
    expect(settling.isSettled({ newestSequence: 6, leases: [] })).toBe(false);
    now = 3_301;
    expect(settling.isSettled()).toBe(true);
  });
});

describe('DeadLeases', () => {
  it('are those that were not renewed for 1.1 times their length since they were seen first', () => {
    const dead = new DeadLeases(clocks);
    const rows = (renewals: number) => [
      { id: 'silent', leaseMs: 1_000, renewals: 4 },
      { id: 'alive', leaseMs: 1_000, renewals },
    ];
    expect(dead.among(rows(1))).toEqual([]);
    now = 1_099;
    expect(dead.among(rows(2))).toEqual([]);
    now = 1_100;
    expect(dead.among(rows(2))).toEqual([{ id: 'silent', leaseMs: 1_000, renewals: 4 }]);
  });
});
