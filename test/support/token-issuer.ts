import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';

/** An identity provider of our own: discovery and keys over HTTP on the loopback interface. */
export interface TokenIssuer {
  issuer: string;
  audience: string;
  /** A good token, 1 h long. `claims` replace its claims, where `undefined` leaves one out; `header` likewise. */
  token(sub: string, claims?: JWTPayload, header?: Partial<JWTHeaderParameters>): Promise<string>;
  expiredToken(sub: string): Promise<string>;
  wrongAudienceToken(sub: string): Promise<string>;
  wrongIssuerToken(sub: string): Promise<string>;
  /** Signed by a key that is not the issuer's, under the `kid` of one that is. */
  foreignKeyToken(sub: string): Promise<string>;
  /** `alg: none`, with an empty signature. */
  noneToken(sub: string): Promise<string>;
  close(): Promise<void>;
}

const kid = 'test-key';
// Made in a millisecond, and a pair for RS256 in 100 to 200; suites of their own try all algorithms.
const alg = 'ES256';

export async function createTokenIssuer(
  options: { issuer?: string; audience?: string } = {},
): Promise<TokenIssuer> {
  const [own, foreign] = await Promise.all([generateKeyPair(alg), generateKeyPair(alg)]);
  const keys = [{ ...(await exportJWK(own.publicKey)), kid, alg, use: 'sig' }];
  const server = createServer((request, response) => {
    const documents: Record<string, object> = {
      '/.well-known/openid-configuration': { issuer, jwks_uri: `${origin}/jwks` },
      '/jwks': { keys },
    };
    const document = documents[request.url ?? ''];
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port }: AddressInfo = Object(server.address());
  const origin = `http://127.0.0.1:${port}`;
  const { issuer = origin, audience = 'pocket-tests' } = options;

  const claimsOf = (sub: string, claims: JWTPayload = {}): JWTPayload => {
    const now = Math.floor(Date.now() / 1000);
    return { iss: issuer, aud: audience, sub, iat: now, exp: now + 3600, ...claims };
  };
  const sign = (
    payload: JWTPayload,
    header: Partial<JWTHeaderParameters> = {},
    key: CryptoKey = own.privateKey,
  ) => new SignJWT(payload).setProtectedHeader({ alg, kid, typ: 'JWT', ...header }).sign(key);

  return {
    issuer,
    audience,
    token: (sub, claims, header) => sign(claimsOf(sub, claims), header),
    expiredToken: (sub) => {
      const now = Math.floor(Date.now() / 1000);
      return sign(claimsOf(sub, { iat: now - 3600, exp: now - 60 }));
    },
    wrongAudienceToken: (sub) => sign(claimsOf(sub, { aud: 'another-audience' })),
    wrongIssuerToken: (sub) => sign(claimsOf(sub, { iss: `${issuer}/another` })),
    foreignKeyToken: (sub) => sign(claimsOf(sub), {}, foreign.privateKey),
    noneToken: async (sub) => new UnsecuredJWT(claimsOf(sub)).encode(),
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
