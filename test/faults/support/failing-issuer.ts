import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

const audience = 'pocket-tests';
const day = 86_400;

/** What an issuer answers while it fails; one that is down answers nothing. */
const answers = {
  'is down': () => undefined,
  'answers 500': (response: ServerResponse) => response.writeHead(500).end(),
  hangs: () => undefined,
  redirects: (response: ServerResponse) => response.writeHead(302, { location: '/elsewhere' }).end(),
} as const;
export type Trouble = keyof typeof answers;
export const troubles = Object.keys(answers) as Trouble[];

/** An identity provider that fails and rotates its keys as a suite tells it to. */
export interface FailingIssuer {
  issuer: string;
  audience: string;
  fail(trouble: Trouble): Promise<void>;
  mend(): Promise<void>;
  /** When it was asked, by `performance.now()`. */
  readonly asked: number[];
  /** How often the address was asked to which its redirects lead. */
  followed(): number;
  /** From now on it has another key. */
  rotate(): Promise<void>;
  /** A token of its newest key, two days long; under another `kid` where one is given. */
  token(sub: string, kid?: string): Promise<string>;
  close(): Promise<void>;
}

export async function startFailingIssuer(): Promise<FailingIssuer> {
  let key: { kid: string; privateKey: CryptoKey; publicKey: JWK };
  let followed = 0;
  let trouble: Trouble | undefined;
  const server = createServer((request, response) => {
    if (request.url === '/elsewhere') followed++;
    self.asked.push(performance.now());
    if (trouble) return void answers[trouble](response);
    const document =
      request.url === '/jwks'
        ? { keys: [key.publicKey] }
        : { issuer: self.issuer, jwks_uri: `${self.issuer}/jwks` };
    response.end(JSON.stringify(document));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close().closeAllConnections();
    await closed;
  };
  const listen = async () => {
    if (!server.listening) await once(server.listen(port, '127.0.0.1'), 'listening');
  };
  let rotations = 0;
  const self: FailingIssuer = {
    issuer: `http://127.0.0.1:${port}`,
    fail: async (how) => {
      trouble = how;
      await (how === 'is down' ? stop() : listen());
    },
    mend: async () => {
      trouble = undefined;
      await listen();
    },
    audience,
    asked: [],
    followed: () => followed,
    rotate: async () => {
      const kid = `key-${++rotations}`;
      const { privateKey, publicKey } = await generateKeyPair('ES256');
      key = { kid, privateKey, publicKey: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' } };
    },
    token: (sub, kid = key.kid) => {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ iss: self.issuer, aud: audience, sub, iat: now, exp: now + 2 * day })
        .setProtectedHeader({ alg: 'ES256', kid })
        .sign(key.privateKey);
    },
    close: stop,
  };
  await self.rotate();
  return self;
}

/** The most of these times within any so many milliseconds. */
export function mostWithin(times: readonly number[], duration: number): number {
  const from = (start: number) => times.filter((time) => time >= start && time < start + duration).length;
  return Math.max(0, ...times.map(from));
}
