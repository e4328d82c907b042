import { AuthFailures } from './auth-failures.js';
import { clientAddress, networkOf } from './client-address.js';

describe('AuthFailures', () => {
  it('lets so many failures within a minute of the first one be 401, and brakes until the minute is over', () => {
    let now = 0;
    const failures = new AuthFailures(2, () => now);
    expect([failures.add('a'), failures.add('a')]).toEqual([undefined, undefined]);
    now = 59_999;
    expect(failures.add('a')?.headers).toEqual({ 'Retry-After': '1' });
    expect(failures.brake('b')).toBeUndefined();
    now = 60_000;
    expect([failures.brake('a'), failures.add('a')]).toEqual([undefined, undefined]);
  });

  it('has no limit with 0, and refuses what is no limit', () => {
    const failures = new AuthFailures(0);
    for (let i = 0; i < 1_000; i++) expect(failures.add('a')).toBeUndefined();
    for (const wrong of [-1, 0.5, NaN])
      expect(() => new AuthFailures(wrong)).toThrow('authFailuresPerMinute');
  });

  it('remembers a bounded number of clients', () => {
    const failures = new AuthFailures(1);
    for (let i = 0; i < 50_000; i++) failures.add(String(i));
    expect([failures.brake('0'), failures.brake('49999')?.code]).toEqual([undefined, 'rate_limited']);
  });
});

describe('a client', () => {
  it.each([
    [{ ip: '192.0.2.1' }, '192.0.2.1', '192.0.2.1'],
    [{ ip: '::ffff:192.0.2.1' }, '192.0.2.1', '192.0.2.1'],
    [{ ip: '::ffff:c000:201' }, '192.0.2.1', '192.0.2.1'],
    [{ ip: '2001:db8:0:1:2::3' }, '2001:db8:0:1:2::3', '2001:db8:0:1::'],
    [{ ip: 'fe80::1%eth0' }, 'fe80::1%eth0', 'fe80::'],
    [{ ip: 'anything', socket: { remoteAddress: '10.0.0.1' } }, '10.0.0.1', '10.0.0.1'],
    [{}, '', ''],
  ])('%j is known by its address, and counted by its network', (request, address, network) => {
    expect(clientAddress(request)).toBe(address);
    expect(networkOf(address)).toBe(network);
  });
});
