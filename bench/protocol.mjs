// Prints how often a MySQL server does each step of the protocol of leases a second: `npm run --silent build && node bench/protocol.mjs`.
// The server is that of `TEST_DATABASE_URL`; docs/scaling.md reckons with the figures.
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { entities, migrations } from '@pocket/api-keys';
import { createDataSource, migrate, schemaOptions } from '@pocket/database';
import { createConnection, createPool } from 'mysql2/promise';

const connections = 16;
const leases = 100;
const seconds = Number(process.env.BENCH_SECONDS ?? 5);
const server = process.env.TEST_DATABASE_URL || 'mysql://root@127.0.0.1:3306/test';

const name = `bench_${randomBytes(4).toString('hex')}`;
const admin = await createConnection(server);
await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
const dataSource = await createDataSource(schemaOptions(url, { entities, migrations })).initialize();
await migrate(dataSource);
await dataSource.destroy();

const pool = createPool({ uri: url, connectionLimit: connections });
for (let id = 0; id < leases; id++)
  await pool.execute(
    'INSERT INTO verifier_leases (id, lease_ms, acknowledged, renewals) VALUES (?, ?, ?, ?)',
    [`lease_${id}`, 2_000, 0, 0],
  );

/** What a process does 20 times a second, while nothing is revoked. */
const look = (connection) =>
  connection.execute(
    'SELECT r.sequence, r.subject, c.memory FROM revocations r JOIN revocation_counter c ON c.id = 1 ' +
      'WHERE r.sequence >= ? ORDER BY r.sequence LIMIT 1000',
    [1_000_000_000],
  );
/** Twice a second, and after every look that found something. */
const renew = (connection, worker) =>
  connection.execute('UPDATE verifier_leases SET acknowledged = ?, renewals = renewals + 1 WHERE id = ?', [
    1,
    `lease_${worker}`,
  ]);
/** Every 10 ms while a deletion of the process waits. */
const readLeases = (connection) =>
  connection.execute(
    'SELECT c.sequence, l.id, l.lease_ms, l.acknowledged, l.renewals FROM revocation_counter c ' +
      'LEFT JOIN verifier_leases l ON l.lease_ms > 0 WHERE c.id = 1',
  );
/** What a deletion adds to its transaction. */
async function note(connection) {
  await connection.query('START TRANSACTION');
  await connection.execute('UPDATE revocation_counter SET sequence = sequence + 1 WHERE id = 1');
  const [[{ sequence }]] = await connection.execute('SELECT sequence FROM revocation_counter WHERE id = 1');
  await connection.execute('INSERT INTO revocations (sequence, subject) VALUES (?, ?)', [sequence, 'key_1']);
  await connection.query('COMMIT');
}

async function rateOf(work) {
  const end = performance.now() + seconds * 1_000;
  let done = 0;
  const workers = Array.from({ length: connections }, async (_, worker) => {
    const connection = await pool.getConnection();
    for (; performance.now() < end; done++) await work(connection, worker);
    connection.release();
  });
  await Promise.all(workers);
  return Math.round(done / seconds);
}

const [[{ version }]] = await admin.query('SELECT VERSION() AS version');
console.log(`MySQL ${version}, ${connections} connections, ${leases} leases, ${seconds} s each\n`);
console.log('| Step | a second |\n| --- | ---: |');
for (const [step, work] of Object.entries({
  look,
  renew,
  'read all leases': readLeases,
  'note a revocation': note,
}))
  console.log(`| ${step} | ${(await rateOf(work)).toLocaleString('en')} |`);
await pool.end();
await admin.query(`DROP DATABASE ${name}`);
await admin.end();
