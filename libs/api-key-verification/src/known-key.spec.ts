import { judge } from './known-key.js';

const end = Date.parse('2026-07-15T10:00:00.000Z');
const key = {
  id: 'key_x',
  organizationId: 'org_x',
  scopes: ['recordings:read'],
  createdAt: 0,
  expiresAt: end as number | null,
};

describe('the end of a key', () => {
  it.each([
    [-1, 'live'],
    [0, 'expired'],
    [1, 'expired'],
  ])('%i ms from expires_at it is %s', (offset, status) => {
    expect(judge({ value: key }, new Date(end + offset))).toMatchObject({ status });
  });

  it('never comes without expires_at', () => {
    const { status } = judge({ value: { ...key, expiresAt: null } }, new Date(8.64e15));
    expect(status).toBe('live');
  });
});

it('gives every request times of its own, so that no handler changes what others are told', () => {
  const programs = [1, 2].map(() => Object(judge({ value: key }, new Date(0))).program);
  expect(programs[0]).toEqual(programs[1]);
  expect([
    programs[0].createdAt === programs[1].createdAt,
    programs[0].expiresAt === programs[1].expiresAt,
  ]).toEqual([false, false]);
});
