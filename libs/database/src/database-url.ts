import { isLoopback, mysqlUrlForm, parseMysqlUrl, tlsOptions, type MysqlUrl } from '@pocket/mysql';

/** What a database URL says. */
export type DatabaseUrl = { kind: 'sqlite'; path: string } | MysqlUrl;

/** The embedded database, for whoever sets no `DATABASE_URL`. */
export const defaultDatabaseUrl = 'sqlite:data/pocket.sqlite';

/** For messages about a bad value. */
export const databaseUrlForms = `sqlite:PATH, sqlite::memory: or ${mysqlUrlForm}`;

/** Throws an Error that says what is wrong and repeats nothing of the value, which may hold a password. */
export function parseDatabaseUrl(databaseUrl: string): DatabaseUrl {
  try {
    return parse(databaseUrl);
  } catch (error) {
    throw new Error(`The database URL ${(error as Error).message}.`, { cause: error });
  }
}

/**
 * What is wrong with a database URL, the files that it names included, as the rest of a sentence that begins with its name;
 * in production also a host that is not this machine without a word about encryption.
 */
export function databaseUrlFault(databaseUrl: string, production: boolean): string | undefined {
  try {
    const url = parse(databaseUrl);
    if (url.kind === 'sqlite') return undefined;
    if (url.tls) tlsOptions(url.tls);
    else if (production && !url.hosts.every(isLoopback))
      return (
        'needs an ssl-mode in production, where a host is not this machine: add ?ssl-mode=VERIFY_IDENTITY and, for an ' +
        'authority of your own, &ssl-ca=PATH (ssl-mode=DISABLED if nobody can listen on the network)'
      );
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function parse(databaseUrl: string): DatabaseUrl {
  const parsed = parseSqlite(databaseUrl) ?? parseMysqlUrl(databaseUrl);
  if (!parsed) throw new Error(`must be ${databaseUrlForms}`);
  return parsed;
}

function parseSqlite(databaseUrl: string): DatabaseUrl | undefined {
  // Two slashes would read as a host name in any other URL and as the root folder here.
  const path = /^sqlite:(?!\/\/)(.+)$/.exec(databaseUrl)?.[1];
  if (!path || (path.startsWith(':') && path !== ':memory:')) return undefined;
  return { kind: 'sqlite', path };
}
