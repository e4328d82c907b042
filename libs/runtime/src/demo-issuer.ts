import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JSONWebKeySet, JWK } from 'jose';
import type { Environment } from './environment.js';

const algorithm = 'ES256';
const tokenLifetime = '12h';

/** Whose tokens a service accepts from people. */
export interface TrustedIssuer {
  issuer: string;
  audience: string;
  jwksUrl?: string;
  firebase?: boolean;
  /** The issuer's public keys, where they need not be fetched. */
  keys?: JSONWebKeySet;
}

/** Demo mode's own issuer of people's tokens. */
export interface DemoIssuer extends TrustedIssuer {
  /** A token that lives 12 h. */
  token(person: { sub: string; email: string; name: string }): Promise<string>;
}

/** The issuer that the environment names; in demo mode the service's own. */
export async function trustedIssuer(environment: Environment): Promise<TrustedIssuer | DemoIssuer> {
  return environment.auth ?? demoIssuer(environment.DATABASE_URL);
}

/**
 * Signs with a key that lies beside the embedded database (else in `data/`), so that every process of the
 * demo accepts its tokens, also after a restart. Never used where an issuer is configured.
 */
export async function demoIssuer(databaseUrl: string): Promise<DemoIssuer> {
  const privateKey = await signingKey(databaseUrl);
  // An ES module, which Jest on Node 20 cannot load: only where a demo issuer is made.
  const { importJWK, SignJWT } = await import('jose');
  const { d: _secret, ...publicKey } = privateKey;
  const issuer = 'urn:pocket:demo';
  const audience = 'pocket-demo';
  return {
    issuer,
    audience,
    keys: { keys: [publicKey] },
    token: async ({ sub, ...profile }) =>
      new SignJWT(profile)
        .setProtectedHeader({ alg: algorithm, kid: privateKey.kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(sub)
        .setIssuedAt()
        .setExpirationTime(tokenLifetime)
        .sign(await importJWK(privateKey, algorithm)),
  };
}

/** A database in memory ends with its process, and so does its key. */
let keyInMemory: JWK | undefined;

async function signingKey(databaseUrl: string): Promise<JWK> {
  const { exportJWK, generateKeyPair } = await import('jose');
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const fresh: JWK = { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: algorithm, use: 'sig' };
  if (databaseUrl === 'sqlite::memory:') return (keyInMemory ??= fresh);
  const database = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  const path = join(database ? dirname(database) : 'data', 'demo-issuer.json');
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, JSON.stringify(fresh), { mode: 0o600 });
  // A link appears whole or not at all, so of two processes that start together both use the first one's key.
  await link(temporary, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(temporary);
  return JSON.parse(await readFile(path, 'utf8')) as JWK;
}
