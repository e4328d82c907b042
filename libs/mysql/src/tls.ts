import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, isIP, type Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { PoolOptions } from 'mysql2';
import type { MysqlHost } from './mysql-url.js';

/**
 * In MySQL's own words: not encrypted; encrypted, with whomever; encrypted, with a certificate of a trusted authority;
 * and one that names the host as well.
 */
export const sslModes = ['DISABLED', 'REQUIRED', 'VERIFY_CA', 'VERIFY_IDENTITY'] as const;
export type SslMode = (typeof sslModes)[number];

/** How connections are encrypted. */
export interface TlsChoice {
  mode: SslMode;
  /** Path of the PEM file with the authorities to trust; with VERIFY_IDENTITY the ones that Node trusts, where absent. */
  ca?: string;
  /** Paths of the client's own certificate and key. */
  cert?: string;
  key?: string;
}

type SslOptions = Extract<PoolOptions['ssl'], object>;

/**
 * The driver's options; `undefined`: no encryption. Reads the files and throws an Error where one is not what it should
 * be, whose message continues a sentence that begins with the name of the URL.
 */
export function tlsOptions({ mode, ca, cert, key }: TlsChoice): SslOptions | undefined {
  const files = { ca: read('ssl-ca', ca), cert: read('ssl-cert', cert), key: read('ssl-key', key) };
  // An authority that cannot be read would otherwise be left out without a word.
  attempt('a file of certificates in PEM form as ssl-ca', () => files.ca && new X509Certificate(files.ca));
  attempt('a certificate and its key in PEM form as ssl-cert and ssl-key', () => createSecureContext(files));
  if (mode === 'DISABLED') return undefined;
  return {
    ...files,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: mode !== 'REQUIRED',
    verifyIdentity: mode === 'VERIFY_IDENTITY',
  };
}

/**
 * mysql2 tells TLS the name of the server but not its address, so that the certificate of an address would be held against
 * `localhost`. Node takes the address from the socket where it stands there.
 */
export function streamTo({ host, port }: MysqlHost, ssl: unknown): { stream?: () => Socket } {
  const verifies = typeof ssl === 'object' && ssl !== null && (ssl as SslOptions).verifyIdentity;
  if (!verifies || !isIP(host)) return {};
  return {
    stream: () => Object.assign(connect({ host, port, noDelay: true, keepAlive: true }), { _host: host }),
  };
}

function read(name: string, path: string | undefined): string | undefined {
  try {
    return path === undefined ? undefined : readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`has an ${name} that cannot be read (${(error as NodeJS.ErrnoException).code})`, {
      cause: error,
    });
  }
}

function attempt(expected: string, check: () => unknown): void {
  try {
    check();
  } catch (cause) {
    throw new Error(`must have ${expected}`, { cause });
  }
}
