import { dataSourceOptions, parseDatabaseUrl } from '@pocket/database';

describe('a database URL', () => {
  it.each([
    ['sqlite:data/pocket.sqlite', { kind: 'sqlite', path: 'data/pocket.sqlite' }],
    ['sqlite:/var/lib/pocket.sqlite', { kind: 'sqlite', path: '/var/lib/pocket.sqlite' }],
    ['sqlite::memory:', { kind: 'sqlite', path: ':memory:' }],
    ['mysql://root@127.0.0.1/test', mysql({ host: '127.0.0.1', user: 'root', database: 'test' })],
    [
      'mysql://us%40er:p%40s%2Fs%3A@db.example:3307/po_cket',
      mysql({ host: 'db.example', port: 3307, user: 'us@er', password: 'p@s/s:', database: 'po_cket' }),
    ],
    ['mysql://root@[::1]:3306/test', mysql({ host: '::1', user: 'root', database: 'test' })],
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
    'mysql://user:hunter2@host/db?ssl=true',
    'mysql://user:hunter2@host:99999/db',
    'mysql://user:hunter2%E0@host/db',
    'mysql://:hunter2@host/db',
    'mysql:/user:hunter2@host/db',
    'mysql://user:hunter2@/db',
  ])('%j is refused without repeating its password', (url) => {
    expect(() => dataSourceOptions(url)).toThrow(
      new Error('A database URL is sqlite:PATH, sqlite::memory: or mysql://user:pass@host:port/db.'),
    );
  });
});

function mysql(parts: object) {
  return { kind: 'mysql', port: 3306, password: '', ...parts };
}
