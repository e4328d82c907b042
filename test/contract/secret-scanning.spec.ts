import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateApiKey } from '@pocket/api-key-verification';

const read = (...path: string[]) => readFileSync(join(__dirname, '..', '..', ...path), 'utf8');
const found = (file: string, pattern: RegExp) => pattern.exec(read('docs', 'secret-scanning', file))?.[1];

describe.each([
  [
    'gitleaks',
    found('gitleaks.toml', /^regex = '''(.+)'''$/m),
    found('gitleaks.toml', /^keywords = \["(.+)"\]$/m),
  ],
  [
    'TruffleHog',
    found('trufflehog.yaml', /^ +key: '(.+)'$/m),
    found('trufflehog.yaml', /keywords:\n +- (.+)$/m),
  ],
])('the rule for %s', (_, regex = '', keyword = '') => {
  const rule = new RegExp(regex);
  const finds = (text: string) => text.includes(keyword) && rule.test(text);
  const vectors = ['pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD', 'pk_live_zzzzzzzzzzzzzzzzzzzzzzzzzz3dtoWl'];
  const [vector = ''] = vectors;

  it('finds the published test vectors and every key that is made', () => {
    for (const key of [...vectors, ...Array.from({ length: 1_000 }, () => generateApiKey('pk_live_'))]) {
      expect([key, finds(key)]).toEqual([key, true]);
    }
  });

  it.each(['KEY=%', 'Bearer %', '"%",', 'https://x.example/?key=%&a=1', '<%>', '\t%\n'])(
    'finds one in %j',
    (text) => {
      expect(finds(text.replace('%', vector))).toBe(true);
    },
  );

  it.each([
    vector.slice(0, -1),
    `${vector}0`,
    `x${vector}`,
    `${vector}_x`,
    vector.replace('live', 'test'),
    vector.toUpperCase(),
    vector.replace('A', '-'),
    // Stripe's publishable keys, of the old and the new length.
    `pk_live_${'aB3'.repeat(8)}`,
    `pk_live_51${'aB3'.repeat(33)}`,
    'key_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  ])('does not find %s', (text) => {
    expect(finds(text)).toBe(false);
  });

  it('is the form that the README documents', () => {
    expect(read('README.md')).toContain(`\`${regex.replace(/[()]/g, '')}\``);
  });
});
