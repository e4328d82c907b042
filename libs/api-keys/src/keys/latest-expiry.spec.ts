import { latestExpiry } from './api-keys.service.js';

it('a key lives at most 10 calendar years', () => {
  expect(latestExpiry(new Date('2026-11-23T08:00:00.123Z')).toISOString()).toBe('2036-11-23T08:00:00.123Z');
});
