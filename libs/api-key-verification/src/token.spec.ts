import { generateApiKey, hashApiKey, isWellFormedApiKey } from './token.js';

const vectors = ['pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD', 'pk_live_zzzzzzzzzzzzzzzzzzzzzzzzzz3dtoWl'];
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

describe('the form of a key', () => {
  it.each(vectors)('accepts the published test vector %s', (key) => {
    expect(isWellFormedApiKey(key, 'pk_live_')).toBe(true);
  });

  it('is the prefix and 32 base-62 characters', () => {
    expect(generateApiKey('pk_live_')).toMatch(/^pk_live_[0-9A-Za-z]{32}$/);
    expect(generateApiKey('acme_test_')).toMatch(/^acme_test_[0-9A-Za-z]{32}$/);
  });

  it('notices every change of a single character', () => {
    for (const key of vectors) {
      for (let i = 0; i < key.length; i++) {
        for (const other of alphabet) {
          const changed = key.slice(0, i) + other + key.slice(i + 1);
          expect([changed, isWellFormedApiKey(changed, 'pk_live_')]).toEqual([changed, changed === key]);
        }
      }
    }
  });

  it('notices a checksum made for another prefix', () => {
    const key = generateApiKey('pk_test_');
    expect(isWellFormedApiKey(key.replace('pk_test_', 'pk_live_'), 'pk_live_')).toBe(false);
  });

  it.each([
    '',
    'pk_live_',
    `${vectors[0]} `,
    ` ${vectors[0]}`,
    `${vectors[0]}\n`,
    vectors[0]!.slice(0, -1),
    `${vectors[0]}0`,
  ])('refuses %j', (text) => {
    expect(isWellFormedApiKey(text, 'pk_live_')).toBe(false);
  });
});

describe('the random part', () => {
  const keys = Array.from({ length: 20_000 }, () => generateApiKey('pk_live_'));

  it('never repeats in 20,000 keys', () => {
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('uses all 62 characters equally often at every place', () => {
    for (let place = 8; place < 8 + 26; place++) {
      const counts = new Map<string, number>();
      for (const key of keys) counts.set(key[place]!, (counts.get(key[place]!) ?? 0) + 1);
      const expected = keys.length / 62;
      const chiSquare = [...alphabet].reduce(
        (sum, c) => sum + ((counts.get(c) ?? 0) - expected) ** 2 / expected,
        0,
      );
      // 61 degrees of freedom: above 140 once in 20 million honest draws.
      expect(chiSquare).toBeLessThan(140);
    }
  });
});

describe('the hash at rest', () => {
  it('is SHA-256 in lower-case hex', () => {
    expect(hashApiKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
