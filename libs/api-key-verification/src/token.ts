import { hash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 26;
const checksumLength = 6;
const body = new RegExp(`^[0-9A-Za-z]{${randomLength + checksumLength}}$`);

/** What `API_KEY_PREFIX` must look like: a company part, an environment part, 16 characters at most. */
export const apiKeyPrefixPattern = /^(?=.{1,16}$)[a-z][a-z0-9]*_[a-z]+_$/;

export const defaultApiKeyPrefix = 'pk_live_';

/** A new key: prefix, 26 random base-62 characters (154 bits, from the operating system, unbiased), checksum. */
export function generateApiKey(prefix: string): string {
  const random = Array.from({ length: randomLength }, () => alphabet[randomInt(alphabet.length)]);
  const start = prefix + random.join('');
  return start + checksumOf(start);
}

/** Whether this is a key that could have been issued with this prefix; needs no database. */
export function isWellFormedApiKey(key: string, prefix: string): boolean {
  return (
    key.startsWith(prefix) &&
    body.test(key.slice(prefix.length)) &&
    key.endsWith(checksumOf(key.slice(0, -checksumLength)))
  );
}

/** SHA-256, lower-case hex: the only form in which a key is stored. */
export function hashApiKey(key: string): string {
  return hash('sha256', key, 'hex');
}

/** CRC32 of everything before it, as 6 base-62 digits, most significant first. */
function checksumOf(start: string): string {
  let rest = crc32(start);
  let digits = '';
  for (let i = 0; i < checksumLength; i++) {
    digits = alphabet[rest % 62] + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}
