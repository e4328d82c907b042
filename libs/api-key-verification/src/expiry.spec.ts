import { isExpired } from './expiry.js';

describe('the end of a key', () => {
  const end = new Date('2026-07-15T10:00:00.000Z');
  it.each([
    [-1, false],
    [0, true],
    [1, true],
  ])('%i ms from expires_at: expired = %s', (offset, expired) => {
    expect(isExpired(end, new Date(end.getTime() + offset))).toBe(expired);
  });

  it('never comes without expires_at', () => {
    expect(isExpired(null, new Date(8.64e15))).toBe(false);
  });
});
