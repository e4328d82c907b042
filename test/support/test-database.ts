import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

/** An empty database that nobody else uses. */
export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

const serverUrl = process.env.TEST_DATABASE_URL;

/** Where the suites run: `mysql` stands for MariaDB too. */
export const testEngine = serverUrl ? 'mysql' : 'sqlite';

/** On the server of TEST_DATABASE_URL, or else a SQLite file in a folder of its own. */
export function createTestDatabase(): Promise<TestDatabase> {
  return serverUrl ? createMysqlDatabase() : createSqliteFile();
}

export async function createSqliteFile(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'pocket-test-'));
  return {
    url: `sqlite:${join(folder, 'pocket.sqlite')}`,
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function createMysqlDatabase(
  server = serverUrl ?? 'mysql://root@127.0.0.1:3306/test',
): Promise<TestDatabase> {
  const name = `pocket_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name}`) };
}

async function onServer(server: string, sql: string): Promise<void> {
  const { host } = new URL(server);
  const connection = await createConnection({ uri: server, connectTimeout: 3_000 }).catch((error: Error) => {
    throw new Error(`No database server for the tests at ${host} (TEST_DATABASE_URL): ${error.message}`);
  });
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}
