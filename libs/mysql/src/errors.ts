/** An error of the driver. */
export interface MysqlError {
  code?: string;
  errno?: number;
  message?: string;
  /** The connection is gone. */
  fatal?: boolean;
}

const readOnly = new Set([
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_READ_ONLY_MODE',
  'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION',
]);

const doubtful = new Set([
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'PROTOCOL_CONNECTION_LOST',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ER_SERVER_SHUTDOWN',
  // Group Replication has lost its majority, or the member has left it.
  'ER_RUN_HOOK_ERROR',
  'ER_TRANSACTION_ROLLBACK_DURING_COMMIT',
  'ER_GRP_TRX_CONSISTENCY_NOT_ALLOWED',
  'ER_GRP_TRX_CONSISTENCY_BEFORE',
  'ER_GRP_TRX_CONSISTENCY_AFTER_ON_TRX_BEGIN',
]);

/** The server takes no writes. */
export const isReadOnly = ({ code = '' }: MysqlError): boolean => readOnly.has(code);

/** It may be that the server is no longer the one that takes writes. */
export const isDoubtful = (error: MysqlError): boolean =>
  isReadOnly(error) || error.fatal === true || doubtful.has(error.code ?? '');

export function timeout(): NodeJS.ErrnoException {
  return Object.assign(new Error('The database did not answer in time.'), {
    code: 'PROTOCOL_SEQUENCE_TIMEOUT',
  });
}

/** None of several hosts takes writes at present. */
export class NoPrimaryError extends Error {
  readonly code = 'ERR_NO_PRIMARY';
  override readonly name = 'NoPrimaryError';
}
