// Runs the suites that touch the database on the server of TEST_DATABASE_URL.
import { spawnSync } from 'node:child_process';
import { createConnection } from 'mysql2/promise';

const url = process.env.TEST_DATABASE_URL || 'mysql://root@127.0.0.1:3306/test';
const { host } = new URL(url);

try {
  const connection = await createConnection({ uri: url, connectTimeout: 3_000 });
  const [[{ version }]] = await connection.query('SELECT VERSION() AS version');
  await connection.end();
  console.log(`Testing on ${host}, version ${version}.`);
} catch (error) {
  console.error(`No database server at ${host} (TEST_DATABASE_URL): ${error.message}`);
  process.exit(1);
}

const jest = spawnSync(
  'npx',
  ['jest', 'test/database', 'test/e2e', 'test/processes', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE_URL: url, TEST_PROCESSES: '1' },
  },
);
process.exit(jest.status ?? 1);
