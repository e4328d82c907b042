/** What a database URL says. */
export type DatabaseUrl =
  | { kind: 'sqlite'; path: string }
  | { kind: 'mysql'; host: string; port: number; user: string; password: string; database: string };

/** The embedded database, for whoever sets no `DATABASE_URL`. */
export const defaultDatabaseUrl = 'sqlite:data/pocket.sqlite';

/** For messages about a bad value. */
export const databaseUrlForms = 'sqlite:PATH, sqlite::memory: or mysql://user:pass@host:port/db';

/** Throws an Error that names the accepted forms and repeats nothing of the value, which may hold a password. */
export function parseDatabaseUrl(databaseUrl: string): DatabaseUrl {
  const parsed = parseSqlite(databaseUrl) ?? parseMysql(databaseUrl);
  if (!parsed) throw new Error(`A database URL is ${databaseUrlForms}.`);
  return parsed;
}

function parseSqlite(databaseUrl: string): DatabaseUrl | undefined {
  // Two slashes would read as a host name in any other URL and as the root folder here.
  const path = /^sqlite:(?!\/\/)(.+)$/.exec(databaseUrl)?.[1];
  if (!path || (path.startsWith(':') && path !== ':memory:')) return undefined;
  return { kind: 'sqlite', path };
}

function parseMysql(databaseUrl: string): DatabaseUrl | undefined {
  if (!databaseUrl.startsWith('mysql://') || !URL.canParse(databaseUrl)) return undefined;
  const { hostname, port, username, password, pathname, search, hash } = new URL(databaseUrl);
  const database = decoded(pathname.slice(1));
  const user = decoded(username);
  const secret = decoded(password);
  if (!hostname || !user || secret === undefined || !database || /[/\\]/.test(database) || search || hash) {
    return undefined;
  }
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { kind: 'mysql', host, port: Number(port || 3306), user, password: secret, database };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
