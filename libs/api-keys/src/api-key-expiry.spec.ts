import { isExpired, latestExpiry, parseExpiry } from './api-key-expiry.js';

describe('the forms of expires_at', () => {
  it.each([
    ['2026-07-15T10:00:00.000Z', '2026-07-15T10:00:00.000Z'],
    ['2026-07-15T10:00:00Z', '2026-07-15T10:00:00.000Z'],
    ['2026-07-15t10:00:00z', '2026-07-15T10:00:00.000Z'],
    ['2026-07-15T10:00:00.5Z', '2026-07-15T10:00:00.500Z'],
    ['2026-07-15T10:00:00.123987Z', '2026-07-15T10:00:00.123Z'],
    ['2026-07-15T10:00:00+05:30', '2026-07-15T04:30:00.000Z'],
    ['2026-07-15T10:00:00.250-04:00', '2026-07-15T14:00:00.250Z'],
    ['2026-01-01T00:30:00+01:00', '2025-12-31T23:30:00.000Z'],
    ['2026-07-15', '2026-07-15T00:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['0099-01-01', '0099-01-01T00:00:00.000Z'],
  ])('%s means %s', (text, instant) => {
    expect(parseExpiry(text)?.toISOString()).toBe(instant);
  });

  it.each([
    '',
    'tomorrow',
    '2026',
    '2026-07',
    '20260715',
    '20260715T100000Z',
    '2026-W29-3',
    '2026-196',
    '2026-07-15T10:00:00',
    '2026-07-15T10:00Z',
    '2026-07-15 10:00:00Z',
    '2026-07-15T10:00:00,5Z',
    '2026-07-15T10:00:00+0530',
    '2026-07-15T24:00:00Z',
    '2026-07-15T23:59:60Z',
    '2026-07-15T10:60:00Z',
    '2026-07-15T10:00:00+24:00',
    '2026-02-30',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31T10:00:00Z',
    '-002026-07-15',
    '+012026-07-15T00:00:00Z',
    '12026-07-15',
    ' 2026-07-15',
    '2026-07-15\n',
    '٢٠٢٦-07-15',
  ])('refuses %j', (text) => {
    expect(parseExpiry(text)).toBeUndefined();
  });
});

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

  it('is at most 10 calendar years ahead', () => {
    expect(latestExpiry(new Date('2026-11-23T08:00:00.123Z')).toISOString()).toBe('2036-11-23T08:00:00.123Z');
  });
});
