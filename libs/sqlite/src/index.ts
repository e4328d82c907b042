export { retryWhileBusy } from './retry-while-busy.js';
export { closeOwnConnection, ownConnection, untilCommitted } from './sqlite-connection.js';
export { SqliteQueryRunner } from './sqlite-query-runner.js';
