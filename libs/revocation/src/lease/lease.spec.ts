import { Lease } from './lease.js';

const change = (sequence: number, subject = 'other') => ({ sequence, subject });

describe('Lease', () => {
  let time = { monotonic: 0, wall: 0 };
  const clocks = { monotonic: () => time.monotonic, wall: () => time.wall };
  const goOn = (monotonic: number, wall = monotonic) => {
    time = { monotonic: time.monotonic + monotonic, wall: time.wall + wall };
  };
  let lease: Lease;

  beforeEach(() => {
    time = { monotonic: 5_000, wall: 1_800_000_000_000 };
    lease = new Lease(clocks, 3);
    lease.registered('lease_1', lease.begin(), 10, 1_000);
  });

  it('does not hold and has no id before it is registered', () => {
    const unregistered = new Lease(clocks);
    expect([unregistered.id, unregistered.holds(), unregistered.counts('key', 99)]).toEqual([
      undefined,
      false,
      false,
    ]);
  });

  it.each([
    ['both clocks', 800, 800],
    ['the monotonic clock', 800, 0],
    ['the wall clock', 0, 800],
  ])('holds for 80 % of its length, by %s', (_clocks, monotonic, wall) => {
    goOn(Math.min(monotonic, 799), Math.min(wall, 799));
    expect(lease.holds()).toBe(true);
    goOn(monotonic && 1, wall && 1);
    expect(lease.holds()).toBe(false);
  });

  it('ends where a clock has gone backward', () => {
    goOn(10, -1);
    expect(lease.holds()).toBe(false);
  });

  it('is extended from before the renewal was sent, even after it has run out', () => {
    goOn(700);
    const sent = lease.begin();
    goOn(500);
    expect([sent.position, lease.holds()]).toEqual([10, false]);
    lease.renewed(sent, [change(10), change(11)]);
    expect([lease.holds(), lease.position]).toEqual([true, 11]);
    goOn(300);
    expect(lease.holds()).toBe(false);
  });

  it('is extended too where a look has found later changes before the answer came', () => {
    const sent = lease.begin();
    lease.apply([change(11), change(12)]);
    goOn(100);
    lease.renewed(sent, [change(10), change(11)]);
    expect([lease.id, lease.position, lease.holds()]).toEqual(['lease_1', 12, true]);
  });

  it.each([
    ['no row was updated', []],
    ['changes are missing', [change(12)]],
    ['changes in between are missing', [change(10), change(11), change(13)]],
    ['the database knows less than was applied', [change(9)]],
  ])('is lost where %s', (_what, changes) => {
    lease.renewed(lease.begin(), changes);
    expect([lease.id, lease.holds(), lease.counts('key', 99)]).toEqual([undefined, false, false]);
  });

  it('takes no answer to what was sent before it was lost or registered anew', () => {
    const renewing = lease.begin();
    lease.lose();
    lease.renewed(renewing, [change(10)]);
    const registering = lease.begin();
    const registeringLate = lease.begin();
    lease.registered('lease_2', registering, 20, 1_000);
    lease.registered('lease_3', registeringLate, 30, 1_000);
    lease.renewed(renewing, [change(99)]);
    expect([lease.id, lease.position, lease.holds()]).toEqual(['lease_2', 20, true]);
  });

  it('applies what a look between renewals finds without being extended, and each change once', () => {
    lease.apply([change(10), change(11)]);
    lease.apply([change(10), change(11), change(12, 'key')]);
    goOn(800);
    expect([lease.position, lease.holds()]).toEqual([12, false]);
  });

  it('counts an answer if no later change of its subject was applied', () => {
    lease.apply([change(11, 'key')]);
    expect([lease.counts('key', 10), lease.counts('key', 11)]).toEqual([false, true]);
    expect([lease.counts('other', 10), lease.counts('other', 9)]).toEqual([true, false]);
  });

  it('counts no answer that is older than the changes which it has on record', () => {
    lease.apply([change(11, 'a'), change(12, 'b'), change(13, 'a'), change(14, 'c'), change(15, 'd')]);
    expect([lease.counts('other', 11), lease.counts('other', 12)]).toEqual([false, true]);
    expect([lease.counts('a', 12), lease.counts('a', 13)]).toEqual([false, true]);
  });

  it.each([0, 3_001, NaN])('refuses a length of %d ms', (leaseMs) => {
    expect(() => lease.registered('lease_2', lease.begin(), 10, leaseMs)).toThrow(RangeError);
  });
});
