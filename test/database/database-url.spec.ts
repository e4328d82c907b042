import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseUrlFault, databaseUrlForms, dataSourceOptions, parseDatabaseUrl } from '@pocket/database';
import { selfSignedCertificate } from '../support/self-signed-certificate.js';

describe('a database URL', () => {
  it.each([
    ['sqlite:data/pocket.sqlite', { kind: 'sqlite', path: 'data/pocket.sqlite' }],
    ['sqlite:/var/lib/pocket.sqlite', { kind: 'sqlite', path: '/var/lib/pocket.sqlite' }],
    ['sqlite::memory:', { kind: 'sqlite', path: ':memory:' }],
    ['mysql://root@127.0.0.1/test', mysql('127.0.0.1:3306', { user: 'root', database: 'test' })],
    [
      'mysql://us%40er:p%40s%2Fs%3A%2B@db.example:3307/po_cket',
      mysql('db.example:3307', { user: 'us@er', password: 'p@s/s:+', database: 'po_cket' }),
    ],
    ['mysql://root@[::1]:3306/test', mysql('::1:3306', { user: 'root', database: 'test' })],
    [
      'mysql://u:p@one.example:3307,two.example,[::1]:3309/db',
      mysql('one.example:3307 two.example:3306 ::1:3309', { user: 'u', password: 'p', database: 'db' }),
    ],
    [
      'mysql://u:p@one.example/db?pool-size=100&ssl-mode=VERIFY_CA&ssl-ca=%2Fetc%2Fca%26.pem&ssl-cert=/c.pem&ssl-key=/k.pem',
      mysql('one.example:3306', {
        user: 'u',
        password: 'p',
        database: 'db',
        poolSize: 100,
        tls: { mode: 'VERIFY_CA', ca: '/etc/ca&.pem', cert: '/c.pem', key: '/k.pem' },
      }),
    ],
    [
      'mysql://u@one.example/db?ssl-mode=DISABLED',
      mysql('one.example:3306', { user: 'u', database: 'db', tls: { mode: 'DISABLED' } }),
    ],
  ])('%s is understood', (url, parts) => {
    expect(parseDatabaseUrl(url)).toEqual(parts);
  });

  it.each([
    '',
    'sqlite:',
    'sqlite://data/pocket.sqlite',
    'sqlite::other:',
    'postgres://user:hunter2@host/db',
    'mysql://user:hunter2@host',
    'mysql://user:hunter2@host/',
    'mysql://user:hunter2@host/a/b',
    'mysql://user:hunter2@host/db#x',
    'mysql://user:hunter2@host:99999/db',
    'mysql://user:hunter2@host,/db',
    'mysql://user:hunter2@a,b,c,d,e,f,g,h,i,j/db',
    'mysql://user:hunter2%E0@host/db',
    'mysql://:hunter2@host/db',
    'mysql:/user:hunter2@host/db',
    'mysql://user:hunter2@/db',
    'mysql://user:hun/ter2@host/db',
  ])('%j is refused by its form, without repeating its password', (url) => {
    expect(() => dataSourceOptions(url)).toThrow(`The database URL must be ${databaseUrlForms}.`);
  });

  it.each([
    ['ssl=true', 'has a query parameter that is not known'],
    ['ssl-mode=VERIFY', 'must have one of DISABLED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY as ssl-mode'],
    ['ssl-mode=required', 'must have one of DISABLED'],
    ['ssl-mode=REQUIRED&ssl-mode=DISABLED', 'must have ssl-mode once'],
    ['ssl-mode=', 'must have a value after ssl-mode='],
    ['ssl-mode=VERIFY_CA', 'must have ssl-ca beside ssl-mode=VERIFY_CA'],
    ['ssl-ca=/ca.pem', 'must have an ssl-mode beside'],
    ['ssl-mode=REQUIRED&ssl-cert=/c.pem', 'must have ssl-cert and ssl-key together'],
    ['pool-size=0', 'must have a whole number from 1 to 100 as pool-size'],
    ['pool-size=101', 'must have a whole number'],
    ['pool-size=1e1', 'must have a whole number'],
    ['ssl-mode=VERIFY_IDENTITY&ssl-ca=/no/such/file.pem', 'has an ssl-ca that cannot be read (ENOENT)'],
  ])('with ?%s is refused by a line that says why and repeats no value', (query, fault) => {
    const url = `mysql://user:hunter2@host/db?${query}`;
    expect(databaseUrlFault(url, true)).toContain(fault);
    expect(() => dataSourceOptions(url)).toThrow(fault);
    expect(databaseUrlFault(url, true)).not.toMatch(/hunter2|no.such/);
  });

  it('names files that must hold certificates', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pocket-pem-'));
    const [{ cert, key }, other] = [selfSignedCertificate(), selfSignedCertificate()];
    const write = (name: string, text: string | Buffer) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const [ca, nonsense, keyFile, otherKey] = [
      write('ca.pem', cert),
      write('nonsense.pem', 'nonsense'),
      write('key.pem', key),
      write('other.pem', other.key),
    ];
    const fault = (query: string) =>
      databaseUrlFault(`mysql://u@db.example/db?ssl-mode=VERIFY_CA&${query}`, true);
    expect(fault(`ssl-ca=${ca}`)).toBeUndefined();
    expect(fault(`ssl-ca=${nonsense}`)).toBe('must have a file of certificates in PEM form as ssl-ca');
    expect(fault(`ssl-ca=${ca}&ssl-cert=${ca}&ssl-key=${keyFile}`)).toBeUndefined();
    expect(fault(`ssl-ca=${ca}&ssl-cert=${ca}&ssl-key=${otherKey}`)).toBe(
      'must have a certificate and its key in PEM form as ssl-cert and ssl-key',
    );
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['mysql://u@db.example/db', true, false],
    ['mysql://u@127.0.0.1,db.example/db', true, false],
    ['mysql://u@db.example/db', false, true],
    ['mysql://u@127.0.0.1,[::1],localhost/db', true, true],
    ['mysql://u@db.example/db?ssl-mode=DISABLED', true, true],
    ['mysql://u@db.example/db?ssl-mode=VERIFY_IDENTITY', true, true],
  ])('%s (in production: %s) says enough about encryption: %s', (url, production, isEnough) => {
    const fault = databaseUrlFault(url, production);
    expect(fault ?? '').toMatch(isEnough ? /^$/ : /^needs an ssl-mode in production/);
  });
});

function mysql(hosts: string, parts: object) {
  const list = hosts.split(' ').map((text) => {
    const [, host, port] = /^(.*):(\d+)$/.exec(text)!;
    return { host, port: Number(port) };
  });
  return { kind: 'mysql', hosts: list, password: '', poolSize: 10, ...parts };
}
