const unavailableCodes = new Set([
  // Node: no way to the server, or the way broke.
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EMFILE',
  // Ours: something did not answer in time; no host of the database accepts writes.
  'ERR_DEADLINE',
  'ERR_NO_PRIMARY',
  // mysql2.
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'PROTOCOL_UNEXPECTED_PACKET',
  'HANDSHAKE_SSL_ERROR',
  'HANDSHAKE_NO_SSL_SUPPORT',
  // MySQL and MariaDB: too busy, full, in doubt, shutting down, or read-only during a failover.
  'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_USER_LIMIT_REACHED',
  'ER_OUT_OF_RESOURCES',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_LOCK_DEADLOCK',
  'ER_QUERY_TIMEOUT',
  'ER_STATEMENT_TIMEOUT',
  'ER_QUERY_INTERRUPTED',
  'ER_CLIENT_INTERACTION_TIMEOUT',
  'ER_CHECKREAD',
  'ER_DISK_FULL',
  'ER_RECORD_FILE_FULL',
  'ER_ERROR_ON_WRITE',
  'ER_SERVER_SHUTDOWN',
  'ER_NORMAL_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_SERVER_ISNT_AVAILABLE',
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_READ_ONLY_MODE',
  'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION',
  'ER_RUN_HOOK_ERROR',
  'ER_TRANSACTION_ROLLBACK_DURING_COMMIT',
  'ER_GRP_TRX_CONSISTENCY_NOT_ALLOWED',
  'ER_GRP_TRX_CONSISTENCY_BEFORE',
  'ER_GRP_TRX_CONSISTENCY_AFTER_ON_TRX_BEGIN',
]);

// Errors that carry no code.
const unavailableMessages = new Set([
  'Queue limit reached.',
  'Pool is closed.',
  'No connections available.',
  "Can't add new command when connection is in closed state",
  "Can't write in closed state",
  'Connection is not established with mysql database',
  'The database connection is not open',
]);

const sqliteUnavailable = /^SQLITE_(BUSY|LOCKED|CANTOPEN|IOERR|FULL|PROTOCOL|READONLY)/;
/** The database (or whatever else) could not be reached, did not answer in time or is too busy: another try may succeed. */
export function isUnavailable(error: unknown): boolean {
  return errorChain(error).some(
    ({ code = '', message = '' }) =>
      unavailableCodes.has(code) || sqliteUnavailable.test(code) || unavailableMessages.has(message),
  );
}

interface DatabaseError {
  name?: string;
  code?: string;
  message?: string;
}

/** The error, the driver's error that TypeORM wrapped in it, and so on. */
export function errorChain(error: unknown): DatabaseError[] {
  const chain: DatabaseError[] = [];
  let next = error;
  while (typeof next === 'object' && next !== null && chain.length < 5) {
    const { name, code, message, driverError, cause } = next as Record<string, unknown>;
    chain.push({
      name: typeof name === 'string' ? name : undefined,
      code: typeof code === 'string' ? code : undefined,
      message: typeof message === 'string' ? message : undefined,
    });
    next = driverError ?? cause;
  }
  return chain;
}
