import { FailureLog } from './failure-log.js';

const refused = { code: 'ECONNREFUSED', message: 'Refused.' };
const late = { code: 'TIMEOUT', message: 'Late.' };

it('logs each cause at once, then once in 10 s with how often it came in between', () => {
  let now = 1_000_000;
  const lines: string[] = [];
  const log = new FailureLog(
    (line) => lines.push(line),
    () => now,
  );
  for (let i = 0; i < 500; i++) log.report(refused);
  log.report(late);
  expect(lines.splice(0)).toEqual(['Refused.', 'Late.']);
  now += 9_999;
  log.report(refused);
  expect(lines).toEqual([]);
  now += 1;
  log.report(refused);
  log.report(late);
  expect(lines.splice(0)).toEqual([
    'Refused. This happened 500 more times since it was last logged.',
    'Late.',
  ]);
  now += 10_000;
  log.report(refused);
  expect(lines).toEqual(['Refused.']);
});
