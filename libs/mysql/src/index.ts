export { MysqlPool } from './mysql-pool.js';
export { isLoopback, mysqlUrlForm, parseMysqlUrl, type MysqlHost, type MysqlUrl } from './mysql-url.js';
export { underNamedLock } from './named-lock.js';
export { withoutLimits } from './statement-limits.js';
export { sslModes, tlsOptions, type SslMode, type TlsChoice } from './tls.js';
export { writeCheck, writeCheckTable } from './write-check.js';
