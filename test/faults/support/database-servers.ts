import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { createMysqlDatabase, createSqliteFile, type TestDatabase } from '../../support/test-database.js';

/** One MySQL server that belongs to the suite, so that it may be killed. */
export interface DatabaseServer {
  url: string;
  pid(): Promise<number>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again where it was killed. */
  start(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** Three MySQL servers as one Group Replication cluster. */
export interface DatabaseCluster {
  /** With all three hosts. */
  url: string;
  /** Waits until there is one. */
  primary(): Promise<number>;
  kill(node: number): Promise<void>;
  pause(node: number): Promise<void>;
  resume(node: number): Promise<void>;
  /** Starts a node again and waits until it takes part. */
  rejoin(node: number): Promise<void>;
  stop(): Promise<void>;
}

/** Servers of a suite have ports of their own, beside those that are only tested on. */
const serverPort = process.env['MYSQL_PORT'] ?? '13317';
const clusterPort = process.env['MYSQL_CLUSTER_PORT'] ?? '14306';

export async function startServer(): Promise<DatabaseServer> {
  const run = program('MYSQL_SERVER', { MYSQL_PORT: serverPort });
  const url = (await run('start')).trim().split('\n').at(-1)!;
  const pid = async () => Number(await run('pid'));
  return {
    url,
    pid,
    kill: async () => void (await run('kill')),
    start: async () => void (await run('start')),
    pause: async () => void process.kill(await pid(), 'SIGSTOP'),
    resume: async () => void process.kill(await pid(), 'SIGCONT'),
    stop: async () => void (await run('stop')),
  };
}

export async function startCluster(): Promise<DatabaseCluster> {
  const run = program('MYSQL_CLUSTER', { MYSQL_CLUSTER_PORT: clusterPort });
  const hosts = (await run('start')).trim().split('\n').at(-1)!;
  const primary = async (): Promise<number> => {
    for (;;) {
      // Exits with an error while there is none.
      const answer = await run('primary').catch(() => '');
      if (/^\d/.test(answer)) return Number(answer);
    }
  };
  return {
    url: `mysql://root@${hosts}/test`,
    primary,
    kill: async (node) => void (await run('kill', node)),
    pause: async (node) => void (await run('pause', node)),
    resume: async (node) => void (await run('resume', node)),
    rejoin: async (node) => {
      // During a failover there is no primary, and a node that finds none founds a cluster of its own.
      await primary();
      await run('rejoin', node);
    },
    stop: async () => void (await run('stop')),
  };
}

/** An empty database on the primary of a cluster; its address has all hosts. */
export async function createClusterDatabase(cluster: DatabaseCluster): Promise<TestDatabase> {
  const hosts = new RegExp('@([^/]+)/').exec(cluster.url)![1]!.split(',');
  const onPrimary = async (): Promise<string> => `mysql://root@${hosts[await cluster.primary()]}/test`;
  const { url } = await createMysqlDatabase(await onPrimary());
  const name = new URL(url).pathname.slice(1);
  return {
    url: cluster.url.replace(/test$/, name),
    drop: async () => {
      const connection = await createConnection({ uri: await onPrimary() });
      await connection.query<RowDataPacket[]>(`DROP DATABASE IF EXISTS ${name}`);
      await connection.end();
    },
  };
}

/** Where a suite runs that must hold on each engine. */
export const engines: readonly { name: 'SQLite' | 'MySQL'; create(): Promise<TestDatabase> }[] = [
  { name: 'SQLite', create: createSqliteFile },
  { name: 'MySQL', create: () => createMysqlDatabase(requireUrl()) },
];

function requireUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('These suites need a MySQL server: set TEST_DATABASE_URL (CONTRIBUTING.md).');
  return url;
}

/** Runs the program that a variable names; CONTRIBUTING.md says what it must be able to do. */
function program(variable: 'MYSQL_SERVER' | 'MYSQL_CLUSTER', env: Record<string, string>) {
  const path = process.env[variable];
  if (!path)
    throw new Error(
      `These suites start database servers: set ${variable} to a program that does (CONTRIBUTING.md).`,
    );
  return async (...args: (string | number)[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(path, args.map(String), { env: { ...process.env, ...env } });
    return stdout;
  };
}
