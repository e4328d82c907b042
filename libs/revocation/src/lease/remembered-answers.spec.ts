import { Lease } from './lease.js';
import { RememberedAnswers, type Remembered } from './remembered-answers.js';

describe('RememberedAnswers', () => {
  let now = 0;
  const clocks = { monotonic: () => now, wall: () => now };
  let lease: Lease;
  let answers: RememberedAnswers<Remembered & { subject: string; is: string }>;
  const renew = (...changes: { sequence: number; subject: string }[]) =>
    lease.renewed(lease.begin(), [{ sequence: lease.position, subject: '' }, ...changes]);

  beforeEach(() => {
    now = 0;
    lease = new Lease(clocks);
    lease.registered('lease_1', lease.begin(), 10, 2_000);
    answers = new RememberedAnswers(lease, clocks, 2, ({ subject }) => subject);
  });

  it('returns an answer until its subject changes, with the position up to which nothing concerned it', () => {
    answers.set('key?', { subject: 'key', is: 'live', position: 10, until: 0 });
    renew({ sequence: 11, subject: 'other' });
    expect(answers.get('key?')).toMatchObject({ value: { is: 'live' }, position: 11 });
    renew({ sequence: 12, subject: 'key' });
    expect(answers.get('key?')).toBeUndefined();
  });

  it('does not change what it has returned', () => {
    answers.set('key?', { subject: 'key', is: 'live', position: 10, until: 0 });
    const answer = answers.get('key?');
    renew({ sequence: 11, subject: 'other' });
    answers.get('key?');
    expect(answer).toMatchObject({ value: { is: 'live' }, position: 10 });
  });

  it('returns nothing while the lease does not hold', () => {
    answers.set('key?', { subject: 'key', is: 'live', position: 10, until: 0 });
    now = 1_600;
    expect(answers.get('key?')).toBeUndefined();
    renew();
    expect(answers.get('key?')?.value.is).toBe('live');
  });

  it('returns an answer for 60 s, or for as long as is said', () => {
    answers.set('key?', { subject: 'key', is: 'live', position: 10, until: 0 });
    answers.set('other?', { subject: 'other', is: 'unknown', position: 10, until: 0 }, 2_000);
    now = 2_000;
    renew();
    expect([answers.get('key?')?.value.is, answers.get('other?')]).toEqual(['live', undefined]);
    now = 60_000;
    renew();
    expect(answers.get('key?')).toBeUndefined();
  });

  it('forgets everything where the lease is registered anew, also answers of a later position', () => {
    answers.set('key?', { subject: 'key', is: 'live', position: 99, until: 0 });
    lease.lose();
    lease.registered('lease_2', lease.begin(), 10, 2_000);
    expect(answers.get('key?')).toBeUndefined();
  });

  it('remembers a bounded number of answers', () => {
    for (const key of ['a', 'b', 'c']) answers.set(key, { subject: key, is: 'live', position: 10, until: 0 });
    expect(['a', 'b', 'c'].map((key) => answers.get(key)?.value.is)).toEqual([undefined, 'live', 'live']);
  });
});
