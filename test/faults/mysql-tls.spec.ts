import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource, dataSourceOptions } from '@pocket/database';
import { createConnection, type Connection } from 'mysql2/promise';
import { runScript } from '../support/processes.js';
import { createMysqlDatabase, type TestDatabase } from '../support/test-database.js';
import { tally } from './support/client.js';
import { startServer, type DatabaseServer } from './support/database-servers.js';
import { KeyLoad } from './support/key-load.js';
import { figure } from './support/round.js';

describe('TLS to MySQL', () => {
  let server: DatabaseServer;
  let database: TestDatabase;
  let admin: Connection;
  let folder: string;
  const at = (name: string) => join(folder, name);

  /** An authority, a certificate of it for 127.0.0.1 alone, and one of a client. */
  function certificates(): void {
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    const authority = (name: string) =>
      openssl(
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-subj',
        `/CN=${name}`,
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.pem`,
      );
    const signed = (name: string, extension: string) => {
      writeFileSync(at(`${name}.ext`), extension);
      openssl(
        'req',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        `/CN=${name}`,
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.csr`,
      );
      openssl(
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        '-CA',
        'ours.pem',
        '-CAkey',
        'ours.key',
        '-CAcreateserial',
        '-days',
        '2',
        '-extfile',
        `${name}.ext`,
        '-out',
        `${name}.pem`,
      );
    };
    authority('ours');
    authority('other');
    signed('server', 'subjectAltName=IP:127.0.0.1');
    signed('named', 'subjectAltName=DNS:localhost');
    signed('client', 'basicConstraints=CA:FALSE');
  }

  const urlOf = (query: string, { user = 'root', host = '127.0.0.1' } = {}) => {
    const url = new URL(database.url);
    [url.username, url.hostname, url.search] = [user, host, query];
    return url.href;
  };
  const withFiles = (query: string) =>
    query.replace(/(\w+)\.(pem|key)/g, (file) => encodeURIComponent(at(file)));

  /** The cipher of a connection by this URL, `''` where it is not encrypted; or why there is none. */
  async function cipher(query: string, options?: { user?: string; host?: string }): Promise<string> {
    const dataSource = createDataSource(dataSourceOptions(urlOf(withFiles(query), options)));
    try {
      await dataSource.initialize();
      const [row] = await dataSource.query<{ Value: string }[]>("SHOW STATUS LIKE 'Ssl_cipher'");
      return row!.Value;
    } catch (error) {
      return `refused: ${(error as Error).message}`;
    } finally {
      if (dataSource.isInitialized) await dataSource.destroy();
    }
  }

  /** The server shows this certificate from now on. */
  async function present(name: string): Promise<void> {
    await admin.query(
      `SET GLOBAL ssl_cert = '${at(`${name}.pem`)}', GLOBAL ssl_key = '${at(`${name}.key`)}'`,
    );
    await admin.query('ALTER INSTANCE RELOAD TLS');
  }

  beforeAll(async () => {
    server = await startServer();
    database = await createMysqlDatabase(server.url);
    admin = await createConnection({ uri: server.url });
    folder = mkdtempSync(join(tmpdir(), 'pocket-tls-'));
    certificates();
    await admin.query(`SET GLOBAL ssl_ca = '${at('ours.pem')}'`);
    await present('server');
    for (const [user, demand] of [
      ['tls', 'SSL'],
      ['x509', 'X509'],
    ]) {
      await admin.query(`DROP USER IF EXISTS ${user}@'%'`);
      await admin.query(`CREATE USER ${user}@'%' REQUIRE ${demand}`);
      await admin.query(`GRANT ALL ON *.* TO ${user}@'%'`);
    }
  }, 60_000);
  afterAll(async () => {
    for (const user of ['tls', 'x509']) await admin?.query(`DROP USER IF EXISTS ${user}@'%'`);
    await admin?.end();
    await database?.drop();
    await server?.stop();
    rmSync(folder, { recursive: true });
  }, 60_000);

  it.each([
    ['', {}, /^$/],
    ['?ssl-mode=DISABLED', {}, /^$/],
    ['?ssl-mode=REQUIRED', {}, /^TLS_/],
    ['?ssl-mode=REQUIRED', { host: 'localhost' }, /^TLS_/],
    ['?ssl-mode=VERIFY_CA&ssl-ca=ours.pem', {}, /^TLS_/],
    ['?ssl-mode=VERIFY_CA&ssl-ca=ours.pem', { host: 'localhost' }, /^TLS_/],
    ['?ssl-mode=VERIFY_CA&ssl-ca=other.pem', {}, /^refused: .*self.signed/],
    ['?ssl-mode=VERIFY_IDENTITY&ssl-ca=ours.pem', {}, /^TLS_/],
    ['?ssl-mode=VERIFY_IDENTITY&ssl-ca=ours.pem', { host: 'localhost' }, /^refused: .*does not match/],
    ['?ssl-mode=VERIFY_IDENTITY&ssl-ca=other.pem', {}, /^refused: .*self.signed/],
    ['?ssl-mode=VERIFY_IDENTITY', {}, /^refused: .*self.signed/],
    ['', { user: 'tls' }, /^refused: Access denied/],
    ['?ssl-mode=DISABLED', { user: 'tls' }, /^refused: Access denied/],
    ['?ssl-mode=REQUIRED', { user: 'tls' }, /^TLS_/],
    ['?ssl-mode=REQUIRED', { user: 'x509' }, /^refused: Access denied/],
    ['?ssl-mode=VERIFY_CA&ssl-ca=ours.pem&ssl-cert=client.pem&ssl-key=client.key', { user: 'x509' }, /^TLS_/],
  ])('by %j as %j: %s', async (query, options, expected) => {
    expect(await cipher(query, options)).toMatch(expected);
  });

  it('holds the certificate against the address of a host that has no name, not against localhost', async () => {
    await present('named');
    const query = '?ssl-mode=VERIFY_IDENTITY&ssl-ca=ours.pem';
    expect(await cipher(query)).toMatch(/^refused: .*127\.0\.0\.1/);
    expect(await cipher(query, { host: 'localhost' })).toMatch(/^TLS_/);
    await present('server');
  });

  it('holds for migrations and both services on a server that takes nothing else, every connection', async () => {
    await admin.query('SET GLOBAL require_secure_transport = ON');
    try {
      const plain = runScript('apps/api/dist/migrate.js', { DATABASE_URL: urlOf('') });
      expect([(await plain.exited)[0], plain.printed()]).toEqual([
        1,
        expect.stringContaining('secure_transport'),
      ]);
      const url = urlOf(withFiles('?ssl-mode=VERIFY_IDENTITY&ssl-ca=ours.pem&pool-size=3'), { user: 'tls' });
      const migration = runScript('apps/api/dist/migrate.js', { DATABASE_URL: url });
      expect((await migration.exited)[0]).toBe(0);
      const load = await KeyLoad.start(url);
      const answers = await Promise.all(Array.from({ length: 40 }, () => load.create()));
      expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
      const [rows] = await admin.query(
        "SELECT connection_type AS type FROM performance_schema.threads WHERE processlist_user = 'tls'",
      );
      const types = (rows as { type: string }[]).map(({ type }) => type);
      figure('connections of both services with pool-size=3', JSON.stringify(tally(types)));
      expect([...new Set(types)]).toEqual(['SSL/TLS']);
      expect(types.length).toBeLessThanOrEqual(6);
      await load.stop();
    } finally {
      await admin.query('SET GLOBAL require_secure_transport = OFF');
    }
  }, 60_000);

  it('in production is demanded of a host that is not this machine, by the services and by migrate', async () => {
    for (const script of [
      'apps/api/dist/main.js',
      'apps/recordings/dist/main.js',
      'apps/api/dist/migrate.js',
    ]) {
      const env = {
        NODE_ENV: 'production',
        DATABASE_URL: 'mysql://root:hunter2@db.example:3306/pocket',
        AUTH_ISSUER: 'https://login.example',
        AUTH_AUDIENCE: 'pocket',
      };
      const { exited, printed } = runScript(script, env);
      expect((await exited)[0]).toBe(1);
      expect(printed()).toMatch(/^DATABASE_URL needs an ssl-mode in production.*\n$/);
      expect(printed()).not.toContain('hunter2');
    }
  });
});
