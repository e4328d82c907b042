export { prepareSqlite } from './prepare.js';
export { retryWhileBusy } from './retry-while-busy.js';
export { closeOwnConnection, onceCommitted, ownConnection } from './sqlite-connection.js';
export { takeTurns } from './take-turns.js';
