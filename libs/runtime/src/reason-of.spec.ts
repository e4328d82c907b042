import { QueryFailedError } from 'typeorm';
import { reasonOf } from './reason-of.js';

const hash = 'c0ffee'.repeat(10) + 'beef';
const failed = (message: string) =>
  new QueryFailedError('INSERT INTO api_keys (secret_hash) VALUES (?)', [hash], new Error(message));

it.each<[string, unknown, string]>([
  ['an error of ours', new Error('Run "npm run migrate".'), 'Run "npm run migrate".'],
  ['the network', Object.assign(new Error('connect ECONNREFUSED'), { code: 'X' }), 'connect ECONNREFUSED'],
  ['the network, without words', Object.assign(new Error(''), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  [
    'a port in use',
    Object.assign(new Error('x'), { code: 'EADDRINUSE', port: 3 }),
    'port 3 is in use. End the',
  ],
  [
    'a missing right',
    failed("SELECT command denied to user 'u'@'h' for table 'api_keys'"),
    "for table 'api_keys'",
  ],
  ['something thrown that is no error', undefined, 'undefined'],
])('tells the reason of %s', (_what, error, expected) => {
  expect(reasonOf(error)).toContain(expected);
});

it.each([
  `Duplicate entry '${hash}' for key 'secret_hash'`,
  `You have an error in your SQL syntax near 'INSERT INTO api_keys (secret_hash) VALUES ('${hash}')' at line 1`,
  `first line\nINSERT INTO api_keys VALUES ('${hash}')`,
])('shows neither SQL nor a hash of the failed query: %s', (message) => {
  for (const error of [failed(message), Object.assign(new Error(message), { sqlState: '23000' })]) {
    expect(reasonOf(error)).not.toContain(hash);
    expect(reasonOf(error)).not.toContain('INSERT INTO');
  }
});
