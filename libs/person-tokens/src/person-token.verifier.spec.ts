import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import {
  CompactSign,
  exportJWK,
  exportSPKI,
  FlattenedSign,
  generateKeyPair,
  UnsecuredJWT,
  type CompactJWSHeaderParameters,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import { PersonTokenVerifier, type PersonTokenOptions } from './person-token.verifier.js';

type Claims = Record<string, unknown>;
type Header = Partial<CompactJWSHeaderParameters>;

const now = 1_800_000_000;
const issuer = 'https://issuer/pocket';
const audience = 'pocket';

const privateKeys: Record<string, CryptoKey> = {};
const publicKeys: Record<string, CryptoKey> = {};
const jwks: Record<string, JWK> = {};
let attacker: { privateKey: CryptoKey; jwk: JWK };
let keys: JSONWebKeySet;

beforeAll(async () => {
  const add = async (kid: string, alg: string, announced: object = { alg }) => {
    const pair = await generateKeyPair(alg);
    privateKeys[kid] = pair.privateKey;
    publicKeys[kid] = pair.publicKey;
    jwks[kid] = { ...(await exportJWK(pair.publicKey)), kid, use: 'sig', ...announced };
  };
  await Promise.all([
    add('RS256', 'RS256'),
    add('ES256', 'ES256'),
    add('EdDSA', 'EdDSA'),
    add('PS256', 'PS256'),
    add('RS512', 'RS512', {}),
    add('ES384', 'ES384', {}),
  ]);
  const pair = await generateKeyPair('RS256');
  attacker = { privateKey: pair.privateKey, jwk: { ...(await exportJWK(pair.publicKey)), kid: 'RS256' } };
  keys = { keys: Object.values(jwks) };
});

const claimsOf = (claims: Claims = {}): Claims => ({
  iss: issuer,
  aud: audience,
  sub: 'ann',
  iat: now - 60,
  exp: now + 3600,
  ...claims,
});

/** `undefined` leaves a claim or header out. CompactSign, unlike SignJWT, signs what is no JWT too. */
function sign(claims: Claims = {}, header: Header = {}, key: CryptoKey | Uint8Array = privateKeys.RS256) {
  return signText(JSON.stringify(claimsOf(claims)), header, key);
}
function signText(
  payload: string | Uint8Array,
  header: Header = {},
  key: CryptoKey | Uint8Array = privateKeys.RS256,
) {
  const crit = Object.fromEntries((header.crit ?? []).filter((name) => name !== 'b64').map((n) => [n, true]));
  return new CompactSign(typeof payload === 'string' ? new TextEncoder().encode(payload) : payload)
    .setProtectedHeader({ alg: 'RS256', kid: 'RS256', ...header })
    .sign(key, { crit });
}
/** RFC 7797: signs and carries the claims as they are. */
async function signUnencoded(): Promise<string> {
  const claims = JSON.stringify(claimsOf());
  const jws = await new FlattenedSign(bytes(claims))
    .setProtectedHeader({ alg: 'RS256', kid: 'RS256', b64: false, crit: ['b64'] })
    .sign(privateKeys.RS256);
  return `${jws.protected}.${claims}.${jws.signature}`;
}
const without = (claim: string) => sign({ [claim]: undefined });
const bytes = (text: string) => new TextEncoder().encode(text);

const verify = (token: string, options: Partial<PersonTokenOptions> = {}) =>
  new PersonTokenVerifier({ issuer, audience, keys, now: () => now * 1000, ...options }).verify(token);

const refusal = { status: expect.stringMatching(/^(malformed|wrong_\w+|expired)$/) };
const firebaseIssuer = 'https://securetoken.google.com/acme';

describe('accepted', () => {
  test.each(['RS256', 'ES256', 'EdDSA', 'PS256'])('a token signed with %s', async (alg) => {
    const token = await sign({}, { alg, kid: alg }, privateKeys[alg]);
    await expect(verify(token)).resolves.toEqual({
      status: 'valid',
      person: { kind: 'person', userId: 'ann' },
    });
  });

  const accepted: [string, () => Promise<string>][] = [
    ['a token for several audiences, ours among them', () => sign({ aud: ['other', audience] })],
    ['a token that a logout could not be taken for: typ JWT', () => sign({}, { typ: 'JWT' })],
    ['an access token of RFC 9068: typ at+jwt', () => sign({}, { typ: 'at+jwt' })],
    ['the same in full: typ application/at+jwt', () => sign({}, { typ: 'application/at+jwt' })],
    ['no kid where one key fits', () => sign({}, { alg: 'ES256', kid: undefined }, privateKeys.ES256)],
    ['sub of 128 characters', () => sign({ sub: 'a'.repeat(128) })],
    ['sub of 128 emoji, which are 256 UTF-16 units', () => sign({ sub: '😀'.repeat(128) })],
    ['sub with a space inside', () => sign({ sub: 'ann lee' })],
    ['nbf in the past', () => sign({ nbf: now - 60 })],
    ['a token of nearly 8 KiB', () => sign({ padding: 'x'.repeat(5600) })],
  ];
  test.each(accepted)('%s', async (_name, token) => {
    await expect(verify(await token())).resolves.toMatchObject({ status: 'valid' });
  });
});

describe('refused', () => {
  const refused: [string, () => string | Promise<string>][] = [
    ['alg none', () => new UnsecuredJWT(claimsOf()).encode()],
    [
      'alg none with the signature of another token',
      async () => new UnsecuredJWT(claimsOf()).encode() + (await sign()).split('.')[2],
    ],
    [
      'HS256 keyed with the public key as PEM',
      async () => sign({}, { alg: 'HS256' }, bytes(await exportSPKI(publicKeys.RS256))),
    ],
    [
      'HS256 keyed with the public key as JWK',
      () => sign({}, { alg: 'HS256' }, bytes(JSON.stringify(jwks.RS256))),
    ],
    [
      'HS256 keyed with the modulus',
      () => sign({}, { alg: 'HS256' }, Buffer.from(jwks.RS256.n!, 'base64url')),
    ],
    ['RS512, by a key of the issuer', () => sign({}, { alg: 'RS512', kid: 'RS512' }, privateKeys.RS512)],
    ['ES384, by a key of the issuer', () => sign({}, { alg: 'ES384', kid: 'ES384' }, privateKeys.ES384)],
    ['alg in lower case', async () => withHeader(await sign(), { alg: 'rs256', kid: 'RS256' })],
    ['no alg', async () => withHeader(await sign(), { kid: 'RS256' })],
    ['another alg than the key is for', () => sign({}, { alg: 'RS256', kid: 'ES256' })],
    ['another key under the same kid', () => sign({}, {}, attacker.privateKey)],
    ['one flipped bit in the signature', async () => flipSignature(await sign())],
    ['an empty signature', async () => (await sign()).replace(/[^.]+$/, '')],
    [
      'the payload of another token',
      async () => {
        const [[header, , signature], [, payload]] = [await sign(), await sign({ sub: 'bob' })].map((t) =>
          t.split('.'),
        );
        return [header, payload, signature].join('.');
      },
    ],
    ['jwk header', () => sign({}, { jwk: attacker.jwk }, attacker.privateKey)],
    ['x5c header', () => sign({}, { x5c: ['MIIB'] }, attacker.privateKey)],
    ['an unknown kid', () => sign({}, { kid: 'unknown' })],
    [
      'no kid where several keys fit',
      async () => sign({}, { alg: 'PS256', kid: undefined }, privateKeys.PS256),
    ],
    ['a kid that is no string', async () => sign({}, Object({ kid: 1 }))],
    ['a crit extension that nobody knows', () => sign({}, { crit: ['x'], x: 1 })],
    ['b64: false', () => signUnencoded()],
    ['typ logout+jwt', () => sign({}, { typ: 'logout+jwt' })],
    ['typ dpop+jwt', () => sign({}, { typ: 'dpop+jwt' })],
    ['typ that is no string', () => sign({}, Object({ typ: ['jwt', 'x'] }))],
    ['no exp', () => without('exp')],
    ['exp that is a string', () => sign({ exp: String(now + 3600) })],
    ['exp null', () => sign({ exp: null })],
    ['no iat', () => without('iat')],
    ['iat that is a string', () => sign({ iat: String(now) })],
    ['no iss', () => without('iss')],
    ['iss that ours is a prefix of', () => sign({ iss: `${issuer}.attacker` })],
    ['iss that is a prefix of ours', () => sign({ iss: issuer.slice(0, -1) })],
    ['iss with a slash at the end', () => sign({ iss: `${issuer}/` })],
    ['iss in another case', () => sign({ iss: issuer.toUpperCase() })],
    ['iss in an array', () => sign({ iss: [issuer] })],
    ['no aud', () => without('aud')],
    ['another aud', () => sign({ aud: 'other' })],
    ['aud that ours is a prefix of', () => sign({ aud: `${audience}-2` })],
    ['several aud without ours', () => sign({ aud: ['other', 'more'] })],
    ['aud empty', () => sign({ aud: [] })],
    ['no sub', () => without('sub')],
    ['sub empty', () => sign({ sub: '' })],
    ['sub of 129 characters', () => sign({ sub: 'a'.repeat(129) })],
    ['sub a number', () => sign({ sub: 42 })],
    ['sub an object', () => sign({ sub: { $ne: null } })],
    ['sub null', () => sign({ sub: null })],
    ['sub with a space at the end', () => sign({ sub: 'ann ' })],
    ['sub with a space at the start', () => sign({ sub: ' ann' })],
    ['sub with a no-break space at the end', () => sign({ sub: 'ann\u00a0' })],
    ['sub with a lone surrogate', () => sign({ sub: 'ann\ud800' })],
    ['sub with NUL', () => sign({ sub: 'ann\0' })],
    ['sub with a line break inside', () => sign({ sub: 'ann\nroot' })],
    ['claims that are an array', () => signText('[]')],
    ['claims that are no JSON', () => signText('not JSON')],
    ['claims that are no UTF-8', () => signText(new Uint8Array([0x7b, 0xff, 0x7d]))],
    ['nothing', () => ''],
    ['garbage', () => 'garbage'],
    ['three parts of garbage', () => 'not.a.token'],
    ['three empty parts', () => '..'],
    ['two parts', async () => (await sign()).split('.').slice(0, 2).join('.')],
    ['four parts', async () => `${await sign()}.x`],
    ['five parts, as an encrypted token has', async () => `${await sign()}.x.x`],
    ['padded base64', async () => (await sign()).replace('.', '=.')],
    ['more than 8 KiB', () => sign({ padding: 'x'.repeat(6000) })],
  ];
  test.each(refused)('%s', async (_name, token) => {
    await expect(verify(await token())).resolves.toMatchObject(refusal);
  });

  test.each([
    [{ aud: 'other' }, 'wrong_audience'],
    [{ iss: 'https://other.example' }, 'wrong_issuer'],
    [{ exp: now - 60 }, 'expired'],
    [{ iat: now + 60 }, 'wrong_claims'],
  ])('%j: the log learns why, and none of the claims', async (bad, status) => {
    const token = await sign({ ...bad, email: 'ann@acme.example' });
    const verification = await verify(token);
    expect(verification).toEqual({ status, cause: expect.stringMatching(/"(aud|iss|exp|iat)" claim/) });
    expect(inspect(verification, { depth: 10, showHidden: true })).not.toContain('acme.example');
  });

  test.each(['jku', 'x5u'])('a key that the %s header points to, without asking for it', async (header) => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end(JSON.stringify({ keys: [attacker.jwk] }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port }: AddressInfo = Object(server.address());
    const url = `http://127.0.0.1:${port}/`;
    await expect(verify(await sign({}, { [header]: url }, attacker.privateKey))).resolves.toMatchObject(
      refusal,
    );
    await expect(verify(await sign({}, { [header]: url }))).resolves.toMatchObject({ status: 'valid' });
    expect(requests).toBe(0);
    server.close();
  });
});

describe('the clock may differ by 5 s', () => {
  test.each([
    ['exp', 4, -1, 'accepted'],
    ['exp', 5, 0, 'refused'],
    ['exp', 6, 1, 'refused'],
  ])('%s was %i s ago (%i s from the limit): %s', async (_claim, ago, _distance, outcome) => {
    expect(await outcomeOf(await sign({ exp: now - ago }))).toBe(outcome);
  });
  test.each([
    ['iat', 4, 'accepted'],
    ['iat', 5, 'accepted'],
    ['iat', 6, 'refused'],
    ['nbf', 4, 'accepted'],
    ['nbf', 5, 'accepted'],
    ['nbf', 6, 'refused'],
  ])('%s is %i s ahead: %s', async (claim, ahead, outcome) => {
    expect(await outcomeOf(await sign({ [claim]: now + ahead }))).toBe(outcome);
  });
});

describe('email and name are taken when they qualify, and never a reason to refuse', () => {
  test.each([
    ['ann@acme.example', 'Ann Lee', { email: 'ann@acme.example', name: 'Ann Lee' }],
    [' ', ' \u00a0 ', {}],
    [' ann@acme.example ', 'Ann Lee ', { email: 'ann@acme.example', name: 'Ann Lee' }],
    ['e'.repeat(320), '😀'.repeat(200), { email: 'e'.repeat(320), name: '😀'.repeat(200) }],
    ['e'.repeat(321), 'n'.repeat(201), {}],
    ['', '', {}],
    [42, ['Ann'], {}],
    [null, { first: 'Ann' }, {}],
    ['a\ud800', 'Ann\0', {}],
    ['ann\r\nBcc: all@acme.example', 'Ann\u001b[2J', {}],
  ])('%j, %j', async (email, name, taken) => {
    const person = { kind: 'person', userId: 'ann', ...taken };
    await expect(verify(await sign({ email, name }))).resolves.toEqual({ status: 'valid', person });
  });
});

describe("Firebase's rules", () => {
  const firebase = { issuer: firebaseIssuer, audience: 'acme', firebase: true };
  const claims = { iss: firebaseIssuer, aud: 'acme', auth_time: now - 60 };

  const rows: [string, string, () => Promise<string>][] = [
    ['a token of the project', 'accepted', () => sign(claims)],
    ['auth_time 5 s ahead', 'accepted', () => sign({ ...claims, auth_time: now + 5 })],
    ['auth_time 6 s ahead', 'refused', () => sign({ ...claims, auth_time: now + 6 })],
    ['no auth_time', 'refused', () => sign({ ...claims, auth_time: undefined })],
    ['auth_time that is a string', 'refused', () => sign({ ...claims, auth_time: String(now) })],
    ['aud of another project', 'refused', () => sign({ ...claims, aud: 'acme-2' })],
    ['iss of another project', 'refused', () => sign({ ...claims, iss: `${firebaseIssuer}-2` })],
    [
      'iss of session cookies',
      'refused',
      () => sign({ ...claims, iss: 'https://session.firebase.google.com/acme' }),
    ],
    ['an unknown kid', 'refused', () => sign(claims, { kid: 'unknown' })],
    ['ES256', 'refused', () => sign(claims, { alg: 'ES256', kid: 'ES256' }, privateKeys.ES256)],
    ['PS256', 'refused', () => sign(claims, { alg: 'PS256', kid: 'PS256' }, privateKeys.PS256)],
    ['EdDSA', 'refused', () => sign(claims, { alg: 'EdDSA', kid: 'EdDSA' }, privateKeys.EdDSA)],
  ];
  test.each(rows)('%s: %s', async (_name, outcome, token) => {
    expect(await outcomeOf(await token(), firebase)).toBe(outcome);
  });

  test.each([undefined, ''])('kid %j is refused, also where one key fits', async (kid) => {
    const oneKey: JSONWebKeySet = { keys: [{ ...jwks.RS256, kid }] };
    const token = await sign(claims, { kid });
    expect(await outcomeOf(token, { ...firebase, keys: oneKey })).toBe('refused');
    expect(await outcomeOf(token, { ...firebase, firebase: false, keys: oneKey })).toBe('accepted');
  });
});

/** Only whether the token is accepted. */
async function outcomeOf(token: string, options: Partial<PersonTokenOptions> = {}): Promise<string> {
  const { status } = await verify(token, options);
  return status === 'valid' ? 'accepted' : 'refused';
}

function withHeader(token: string, header: object): string {
  return token.replace(/^[^.]+/, Buffer.from(JSON.stringify(header)).toString('base64url'));
}

function flipSignature(token: string): string {
  const at = token.lastIndexOf('.') + 1;
  const signature = Buffer.from(token.slice(at), 'base64url');
  signature[0] ^= 1;
  return token.slice(0, at) + signature.toString('base64url');
}
