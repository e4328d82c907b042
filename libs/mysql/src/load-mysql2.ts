/** Loads mysql2 when the first server is asked, since it takes a tenth of the start of a service whose database is embedded. */
export const loadMysql2 = (): typeof import('mysql2') => require('mysql2');
