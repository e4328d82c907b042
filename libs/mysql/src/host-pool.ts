import type { Socket } from 'node:net';
import type { Pool, PoolOptions } from 'mysql2';
import type { MysqlError } from './errors.js';
import { loadMysql2 } from './load-mysql2.js';
import type { MysqlHost } from './mysql-url.js';
import { applySessionSettings } from './session-settings.js';
import { destroy, limitStatements, socketOf } from './statement-limits.js';
import { streamTo } from './tls.js';

/** mysql2's pool of connections to one host, in which every statement ends in time. */
export class HostPool {
  readonly getConnection: Pool['getConnection'];
  private readonly pool: Pool;
  private readonly sockets = new Set<Socket>();

  /** `failed` is told of every error of a statement. */
  constructor(
    readonly host: MysqlHost,
    options: PoolOptions,
    failed: (pool: HostPool, error: MysqlError) => void,
  ) {
    this.pool = loadMysql2().createPool({ ...options, ...host, ...streamTo(host, options.ssl) });
    this.getConnection = this.pool.getConnection.bind(this.pool);
    this.pool.on('connection', (connection) => {
      const socket = socketOf(connection);
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      limitStatements(connection, (error) => failed(this, error));
      applySessionSettings(connection, () => destroy(connection));
    });
  }

  end(ended: Parameters<Pool['end']>[0]): void {
    this.pool.end(ended);
  }

  /** Ends it; what is under way on its connections fails at once. */
  drop(): void {
    for (const socket of this.sockets) socket.destroy();
    // A connection that is being ended no longer tells its statements that they have failed.
    setImmediate(() => this.pool.end(() => undefined));
  }
}
