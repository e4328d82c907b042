import type { Connection } from 'mysql2';
import type { MysqlError } from './errors.js';

// Strict on servers that are not so by default; a lock that is not free within a second is given up by the
// server, before our own limit has to cut the connection; READ COMMITTED lets a count that follows a lock see
// what the lock's last owner committed, and takes fewer gap locks.
const required = [
  "SET SESSION sql_mode = 'TRADITIONAL', innodb_lock_wait_timeout = 1",
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
];
// A new primary answers once it has applied what the old one has acknowledged; unknown to MariaDB.
const whereKnown = "SET SESSION group_replication_consistency = 'BEFORE_ON_PRIMARY_FAILOVER'";

/** Queues the settings before the connection's first statement. */
export function applySessionSettings(connection: Connection, failed: (error: MysqlError) => void): void {
  for (const sql of required) connection.query(sql, (error) => error && failed(error));
  connection.query(
    whereKnown,
    (error) => error && error.code !== 'ER_UNKNOWN_SYSTEM_VARIABLE' && failed(error),
  );
}
