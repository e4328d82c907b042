import { deadlines, withDeadline } from '@pocket/problem-details';
import type { Connection, PoolOptions } from 'mysql2';
import { NoPrimaryError, type MysqlError } from './errors.js';
import { loadMysql2 } from './load-mysql2.js';
import type { MysqlHost } from './mysql-url.js';
import { applySessionSettings } from './session-settings.js';
import { destroy } from './statement-limits.js';
import { streamTo } from './tls.js';
import { writeCheck } from './write-check.js';

/**
 * The first host that commits a write; all are asked at once, so that one that hangs delays nothing. What a server says of
 * itself does not count: a primary that was paused and replaced believes for some seconds that it still is one.
 */
export async function findPrimary(hosts: readonly MysqlHost[], options: PoolOptions): Promise<MysqlHost> {
  try {
    return await Promise.any(hosts.map((host) => commitWrite(host, options)));
  } catch (error) {
    const reasons = (error as AggregateError).errors.map(
      ({ message }: Error, index) => `${hosts[index]!.host}:${hosts[index]!.port}: ${message}`,
    );
    throw new NoPrimaryError(`No host of the database accepts writes: ${reasons.join('; ')}`);
  }
}

async function commitWrite(host: MysqlHost, options: PoolOptions): Promise<MysqlHost> {
  const connection = loadMysql2().createConnection({ ...options, ...host, ...streamTo(host, options.ssl) });
  const written = new Promise<MysqlHost>((resolve, reject) => {
    connection.on('error', reject);
    applySessionSettings(connection, reject);
    write(connection, (error) => (error && !saysNothing(error) ? reject(error) : resolve(host)));
  });
  try {
    return await withDeadline(written, deadlines.connect, 'It');
  } finally {
    destroy(connection);
  }
}

function write(connection: Connection, answered: (error: MysqlError | null) => void): void {
  const { sql, parameters } = writeCheck();
  connection.query(sql, parameters, answered);
}

/** Without the table (before the migrations) or the right to it; a server that is read-only says that first. */
const saysNothing = ({ code = '' }: MysqlError) =>
  code === 'ER_NO_SUCH_TABLE' || code === 'ER_TABLEACCESS_DENIED_ERROR';
