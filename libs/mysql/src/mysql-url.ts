import { isIP } from 'node:net';
import { sslModes, type TlsChoice } from './tls.js';

/** Where a server listens. */
export interface MysqlHost {
  host: string;
  port: number;
}

/** What a `mysql://` URL says. */
export interface MysqlUrl {
  kind: 'mysql';
  /** Members of one Group Replication group, or a single server. */
  hosts: [MysqlHost, ...MysqlHost[]];
  user: string;
  password: string;
  database: string;
  /** How many connections a process may have open. */
  poolSize: number;
  /** Absent: not encrypted, and nobody has said so. */
  tls?: TlsChoice;
}

export const mysqlUrlForm =
  'mysql://user:pass@host:port/db (several hosts separated by commas; after ? ssl-mode, ssl-ca, ssl-cert, ssl-key, pool-size)';

/** As many members as a group can have. */
const mostHosts = 9;
const parameterNames = ['ssl-mode', 'ssl-ca', 'ssl-cert', 'ssl-key', 'pool-size'];

/**
 * `undefined` where the text does not have the form; throws an Error where a part of it is wrong. Its message continues a
 * sentence that begins with the name of the URL, and repeats nothing of the value, which may hold a password.
 */
export function parseMysqlUrl(text: string): MysqlUrl | undefined {
  const parts = /^mysql:\/\/([^/?#]*)@([^/?#@]+)\/([^/?#]+)(?:\?([^#]*))?$/.exec(text);
  if (!parts) return undefined;
  const [, credentials = '', hostList = '', path = '', query = ''] = parts;
  const [, userText = '', passwordText = ''] = /^([^:]*):?(.*)$/s.exec(credentials) ?? [];
  const hosts = hostList.split(',').map(parseHost);
  const [user, password, database] = [userText, passwordText, path].map(decoded);
  if (!user || password === undefined || !database || /[/\\]/.test(database)) return undefined;
  if (!hosts.every((host) => host !== undefined) || hosts.length > mostHosts) return undefined;
  return {
    kind: 'mysql',
    hosts: hosts as [MysqlHost, ...MysqlHost[]],
    user,
    password,
    database,
    ...parseParameters(query),
  };
}

function parseHost(text: string): MysqlHost | undefined {
  const url = `mysql://${text}`;
  if (!URL.canParse(url)) return undefined;
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return (host && { host, port: Number(port || 3306) }) || undefined;
}

function parseParameters(query: string): Pick<MysqlUrl, 'poolSize' | 'tls'> {
  const given = new Map<string, string>();
  for (const part of query === '' ? [] : query.split('&')) {
    const [, name = '', text = ''] = /^([^=]*)=?(.*)$/s.exec(part) ?? [];
    const value = decoded(text);
    if (!parameterNames.includes(name))
      throw new Error(`has a query parameter that is not known; known are ${parameterNames.join(', ')}`);
    if (given.has(name)) throw new Error(`must have ${name} once`);
    if (!value) throw new Error(`must have a value after ${name}=`);
    given.set(name, value);
  }
  const size = given.get('pool-size') ?? '10';
  const poolSize = /^\d{1,3}$/.test(size) ? Number(size) : 0;
  if (poolSize < 1 || poolSize > 100) throw new Error('must have a whole number from 1 to 100 as pool-size');
  return { poolSize, tls: tlsChoice(given) };
}

function tlsChoice(given: ReadonlyMap<string, string>): TlsChoice | undefined {
  const [ca, cert, key] = ['ssl-ca', 'ssl-cert', 'ssl-key'].map((name) => given.get(name));
  const mode = sslModes.find((name) => name === given.get('ssl-mode'));
  if (given.has('ssl-mode') && !mode) throw new Error(`must have one of ${sslModes.join(', ')} as ssl-mode`);
  if (!mode) {
    if (ca ?? cert ?? key) throw new Error('must have an ssl-mode beside ssl-ca, ssl-cert or ssl-key');
    return undefined;
  }
  if (mode === 'VERIFY_CA' && !ca)
    throw new Error('must have ssl-ca beside ssl-mode=VERIFY_CA: the file of the authority to trust');
  if (!cert !== !key) throw new Error('must have ssl-cert and ssl-key together');
  return { mode, ca, cert, key };
}

/** Whether nobody else can listen on the way to this host. */
export function isLoopback({ host }: MysqlHost): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
