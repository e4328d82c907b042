import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { PersonTokenVerifier } from './person-token.verifier.js';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const start = 1_800_000_000_000;

const privateKeys: Record<string, CryptoKey> = {};
const jwks: Record<string, JWK> = {};
let clock: number;
let issuer: TestIssuer;
let attacker: TestIssuer;
let errors: string[];

beforeAll(async () => {
  for (const kid of ['old', 'new']) {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    privateKeys[kid] = privateKey;
    jwks[kid] = { ...(await exportJWK(publicKey)), kid, alg: 'RS256' };
  }
});
beforeEach(async () => {
  clock = start;
  jest.spyOn(Date, 'now').mockImplementation(() => clock);
  errors = [];
  jest.spyOn(Logger.prototype, 'error').mockImplementation((line: string) => void errors.push(line));
  jest.spyOn(Logger.prototype, 'log').mockReturnValue();
  // Where the issuer is well, only a busy machine could be late.
  const limit = AbortSignal.timeout.bind(AbortSignal);
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => limit(issuer.trouble ? ms : minute));
  [issuer, attacker] = [await TestIssuer.start(), await TestIssuer.start()];
});
afterEach(async () => {
  jest.restoreAllMocks();
  await issuer.stop();
  await attacker.stop();
});

type Answer = (response: ServerResponse, request: IncomingMessage, document: string) => void;

/** An issuer that counts its requests, by the injected clock, and answers what a test tells it to. */
class TestIssuer {
  readonly requests: { at: number; path: string }[] = [];
  kids = ['old'];
  discovery: Record<string, unknown> = {};
  trouble?: Answer;
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<TestIssuer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port }: AddressInfo = Object(server.address());
    const self = new TestIssuer(server, `http://127.0.0.1:${port}`);
    server.on('request', (request: IncomingMessage, response: ServerResponse) =>
      self.answer(request, response),
    );
    return self;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url!;
    this.requests.push({ at: clock, path });
    const document = path.endsWith('/jwks')
      ? { keys: this.kids.map((kid) => jwks[kid]) }
      : { issuer: this.url, jwks_uri: `${this.url}/jwks`, ...this.discovery };
    const answer = this.trouble ?? (() => response.end(JSON.stringify(document)));
    answer(response, request, JSON.stringify(document));
  }

  /** The most requests within any so many milliseconds. */
  busiest(duration: number): number {
    const within = (from: number) => this.requests.filter(({ at }) => at >= from && at < from + duration);
    return Math.max(0, ...this.requests.map(({ at }) => within(at).length));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }
}

const troubles: [string, Answer][] = [
  ['answers 500', (response, _request, document) => response.writeHead(500).end(document)],
  ['hangs', () => undefined],
  ['hangs in the middle of its answer', (response) => response.write('{"issuer":')],
  ['cuts the connection', (response) => response.destroy()],
  ['redirects', (response, { url }) => response.writeHead(302, { location: attacker.url + url }).end()],
  ['answers no JSON', (response) => response.end('<html>')],
  ['answers null', (response) => response.end('null')],
  ['answers without end', (response) => response.end(`{"keys":[],"x":"${'x'.repeat(300_000)}"}`)],
];

const verifierOf = (options: { jwksUrl?: string; issuer?: string } = {}) =>
  new PersonTokenVerifier({ issuer: issuer.url, audience: 'pocket', now: () => clock, ...options });

/** A token that lives two days, so that it outlives every set of keys. */
const tokenOf = (signer = 'old', kid = signer, iss = issuer.url) =>
  new SignJWT({ iss, aud: 'pocket', sub: 'ann', iat: start / 1000, exp: (start + 48 * hour) / 1000 })
    .setProtectedHeader({ alg: 'RS256', kid })
    .sign(privateKeys[signer]);

const valid = { status: 'valid' };
const unavailable = { status: 'unavailable' };
const invalidToken = { status: expect.stringMatching(/^(malformed|wrong_\w+|expired)$/) };

/** Lets what runs in the background end. */
async function requestsReach(count: number): Promise<void> {
  while (issuer.requests.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 200));
}

describe('where keys come from', () => {
  test('1,000 verifications at once share one discovery and one key fetch', async () => {
    const [verifier, token] = [verifierOf(), await tokenOf()];
    await Promise.all(Array.from({ length: 1000 }, () => verifier.verify(token)));
    expect(issuer.requests.map(({ path }) => path)).toEqual(['/.well-known/openid-configuration', '/jwks']);
  });

  test('a configured key address needs no discovery', async () => {
    await verifierOf({ jwksUrl: `${issuer.url}/other/jwks` }).verify(await tokenOf());
    expect(issuer.requests.map(({ path }) => path)).toEqual(['/other/jwks']);
  });

  test('an issuer that ends in a slash is discovered without a double slash', async () => {
    issuer.discovery = { issuer: `${issuer.url}/` };
    const verifier = verifierOf({ issuer: `${issuer.url}/` });
    await expect(verifier.verify(await tokenOf('old', 'old', `${issuer.url}/`))).resolves.toMatchObject(
      valid,
    );
    expect(issuer.requests[0].path).toBe('/.well-known/openid-configuration');
  });

  test.each([
    ['of another issuer', () => ({ issuer: `${issuer.url}/` })],
    ['without an issuer', () => ({ issuer: undefined })],
    ['without jwks_uri', () => ({ jwks_uri: undefined })],
    ['with keys over http from elsewhere', () => ({ jwks_uri: 'http://keys.example/jwks' })],
    ['with the keys in the address', () => ({ jwks_uri: `data:,${JSON.stringify({ keys: [jwks.old] })}` })],
    ['with keys in a file', () => ({ jwks_uri: 'file:///etc/jwks.json' })],
    ['with a relative address', () => ({ jwks_uri: '/jwks' })],
  ])('a discovery document %s is issuer trouble', async (_name, discovery) => {
    issuer.discovery = discovery();
    await expect(verifierOf().verify(await tokenOf())).resolves.toMatchObject(unavailable);
    expect(issuer.requests).toHaveLength(1);
  });

  test('a redirect is not followed, wherever it comes from', async () => {
    attacker.kids = ['new'];
    issuer.trouble = (response, { url }) => response.writeHead(302, { location: attacker.url + url }).end();
    for (const verifier of [verifierOf(), verifierOf({ jwksUrl: `${issuer.url}/jwks` })])
      await expect(verifier.verify(await tokenOf('new'))).resolves.toMatchObject(unavailable);
    expect(attacker.requests).toEqual([]);
  });
});

describe('while the issuer is up', () => {
  test('a set younger than 5 min is not asked for again', async () => {
    const [verifier, token] = [verifierOf(), await tokenOf()];
    await verifier.verify(token);
    clock += 5 * minute - 1;
    await verifier.verify(token);
    expect(issuer.requests).toHaveLength(2);
  });

  test('from 5 min on it is refreshed in the background: nobody waits for a hanging issuer', async () => {
    const [verifier, token] = [verifierOf(), await tokenOf()];
    await verifier.verify(token);
    let wasGivenUp = false;
    issuer.trouble = (response) => response.once('close', () => (wasGivenUp = true));
    clock += 5 * minute;
    await expect(verifier.verify(token)).resolves.toMatchObject(valid);
    expect(wasGivenUp).toBe(false);
    await requestsReach(3);
    expect(issuer.requests).toHaveLength(3);
  });

  test('after a background refresh the new set answers for another 5 min', async () => {
    const [verifier, token, rotated] = [verifierOf(), await tokenOf(), await tokenOf('new')];
    await verifier.verify(token);
    issuer.kids = ['old', 'new'];
    clock += 5 * minute;
    await verifier.verify(token);
    await requestsReach(4);
    clock += 5 * minute - 1;
    await expect(verifier.verify(rotated)).resolves.toMatchObject(valid);
    expect(issuer.requests).toHaveLength(4);
  });

  test.each([10 * minute, 12 * hour])(
    'a removed key is refused %i ms later, by the first request too',
    async (later) => {
      const [verifier, token] = [verifierOf(), await tokenOf()];
      await verifier.verify(token);
      issuer.kids = ['new'];
      clock += later;
      await expect(verifier.verify(token)).resolves.toMatchObject(invalidToken);
    },
  );

  test('a rotated-in key works at once', async () => {
    const [verifier, token, rotated] = [verifierOf(), await tokenOf(), await tokenOf('new')];
    await verifier.verify(token);
    issuer.kids = ['old', 'new'];
    clock += 5 * second;
    await expect(verifier.verify(rotated)).resolves.toMatchObject(valid);
  });

  test('a rotated-in key works within 5 s under a flood of unknown kids', async () => {
    const [verifier, bogus, rotated] = [verifierOf(), await tokenOf('old', 'bogus'), await tokenOf('new')];
    await expect(verifier.verify(bogus)).resolves.toMatchObject(invalidToken);
    issuer.kids = ['old', 'new'];
    for (const flooded = clock + 5 * second; clock < flooded; clock += 100)
      await expect(verifier.verify(bogus)).resolves.toMatchObject(invalidToken);
    await expect(verifier.verify(rotated)).resolves.toMatchObject(valid);
  });

  test('a clock that is set back by a day does not keep a removed key alive', async () => {
    clock += 24 * hour;
    const [verifier, token] = [verifierOf(), await tokenOf()];
    await verifier.verify(token);
    issuer.kids = ['new'];
    clock -= 24 * hour;
    await expect(verifier.verify(token)).resolves.toMatchObject(invalidToken);
  });
});

describe('at most 2 fetches in 5 s, and in 1 s while the issuer is down', () => {
  // Each refresh of a hanging issuer takes its time.
  test.each<[string, number, number, Answer | undefined]>([
    ['is up', 5 * second, 50, undefined],
    ['answers 500', second, 50, (response) => response.writeHead(500).end()],
    ['hangs', second, 250, () => undefined],
  ])('under 1,000 unknown kids, some every 600 ms, where the issuer %s', async (_name, rest, at, trouble) => {
    const verifier = verifierOf();
    await verifier.verify(await tokenOf());
    clock += 5 * second;
    issuer.requests.splice(0);
    issuer.trouble = trouble;
    const bogus = await Promise.all(Array.from({ length: 1000 }, (_, i) => tokenOf('old', `bogus-${i}`)));
    for (let i = 0; i < bogus.length; i += at) {
      const results = await Promise.all(bogus.slice(i, i + at).map((token) => verifier.verify(token)));
      expect(results.filter(({ status }) => status === 'valid')).toEqual([]);
      clock += 600;
    }
    expect(issuer.busiest(rest)).toBeLessThanOrEqual(2);
  });

  test('where the issuer is down from the start', async () => {
    issuer.trouble = (response) => response.writeHead(500).end();
    const [verifier, token] = [verifierOf(), await tokenOf()];
    for (let i = 0; i < 100; i += 1, clock += 100)
      await expect(verifier.verify(token)).resolves.toMatchObject(unavailable);
    expect(issuer.requests).toHaveLength(10);
  });
});

describe('before any person comes', () => {
  test('the keys are fetched with the module, and the service is ready once they are there', async () => {
    const verifier = verifierOf();
    await verifier.onModuleInit();
    expect(issuer.requests).toHaveLength(2);
    issuer.trouble = () => undefined;
    clock += 48 * hour;
    await verifier.requireFirstKeys();
  });

  test('a service whose issuer is down is not ready for a minute; each check asks again', async () => {
    issuer.trouble = (response) => response.writeHead(500).end();
    const verifier = verifierOf();
    for (let i = 0; i < 60; i += 1, clock += second)
      await expect(verifier.requireFirstKeys()).rejects.toMatchObject({ code: 'HTTP_500' });
    await verifier.requireFirstKeys();
    expect(issuer.requests).toHaveLength(60);
  });

  test('a service whose keys are configured asks nobody and is ready at once', async () => {
    const verifier = new PersonTokenVerifier({ issuer: issuer.url, audience: 'pocket', keys: { keys: [] } });
    await verifier.onModuleInit();
    await verifier.requireFirstKeys();
    expect(issuer.requests).toEqual([]);
  });
});

describe('one line in the log names what is wrong and the setting to check', () => {
  const answering = (answer: Answer) => () => (issuer.trouble = answer);
  test.each<[string, () => unknown, RegExp]>([
    [
      '404',
      answering((response) => response.writeHead(404).end()),
      /configuration answered 404: check issuer/,
    ],
    [
      'an HTML page',
      answering((response) => response.end('<html>')),
      /did not answer with JSON: check issuer/,
    ],
    [
      'a redirect',
      answering((response) => response.writeHead(302, { location: attacker.url }).end()),
      /answered with a redirect, which is not followed/,
    ],
    ['nothing', answering(() => undefined), /did not answer within 800 ms/],
    [
      'another issuer',
      () => (issuer.discovery = { issuer: 'https://id.example/' }),
      /is of the issuer "https:\/\/id\.example\/", not "http:.*must be the same to the letter/,
    ],
    [
      'no listener',
      () => issuer.stop(),
      /ECONNREFUSED\. Nothing listens there: check issuer \(AUTH_ISSUER\)/,
    ],
  ])('where discovery meets %s', async (_name, breakIt, line) => {
    await breakIt();
    const verifier = verifierOf();
    const tokens = await Promise.all(Array.from({ length: 100 }, () => tokenOf()));
    for (const token of tokens) await verifier.verify(token);
    expect(errors).toEqual([expect.stringMatching(line)]);
    expect(errors[0]).toMatch(/^People's tokens cannot be verified: .*AUTH_ISSUER/);
  });

  test.each([
    ['a name that does not exist', 'https://issuer.invalid/jwks', /The host name cannot be resolved/],
    ['http behind https', () => issuer.url.replace('http', 'https'), /TLS failed: check scheme and port/],
    ['no keys', () => `${issuer.url}/.well-known/openid-configuration`, /is no set of keys/],
  ])('where the address of the keys has %s', async (_name, jwksUrl, line) => {
    const verifier = verifierOf({ jwksUrl: typeof jwksUrl === 'string' ? jwksUrl : jwksUrl() });
    await expect(verifier.verify(await tokenOf())).resolves.toMatchObject(unavailable);
    expect(errors).toEqual([expect.stringMatching(line)]);
    expect(errors[0]).toMatch(/AUTH_JWKS_URL/);
  });
});

describe('while nobody knows the keys', () => {
  test.each<[string, () => Promise<string>, object]>([
    ['a token that may be good is 503', () => tokenOf(), unavailable],
    [
      'a token of another issuer is refused',
      () => tokenOf('old', 'old', 'https://x'),
      { status: 'wrong_issuer' },
    ],
    ['what is no token is refused', async () => 'a.b.c', { status: 'malformed' }],
  ])('%s', async (_name, token, outcome) => {
    issuer.trouble = (response) => response.writeHead(500).end();
    await expect(verifierOf().verify(await token())).resolves.toMatchObject(outcome);
  });

  test('an expired token is refused, and the issuer is not asked', async () => {
    const token = await tokenOf();
    clock += 72 * hour;
    await expect(verifierOf().verify(token)).resolves.toMatchObject({ status: 'expired' });
    expect(issuer.requests).toEqual([]);
  });
});

describe.each(troubles)('where the issuer %s', (_name, trouble) => {
  test('with no keys yet: 503, at once until 1 s has passed, then it recovers', async () => {
    const [verifier, token] = [verifierOf(), await tokenOf()];
    issuer.trouble = trouble;
    await expect(verifier.verify(token)).resolves.toMatchObject(unavailable);
    issuer.trouble = undefined;
    clock += second - 1;
    await expect(verifier.verify(token)).resolves.toMatchObject(unavailable);
    clock += 1;
    await expect(verifier.verify(token)).resolves.toMatchObject(valid);
  });

  test('the last good set answers for 24 h, then 503; a bad signature stays 401', async () => {
    const [verifier, token] = [verifierOf(), await tokenOf()];
    await verifier.verify(token);
    issuer.trouble = trouble;
    clock += 24 * hour - 1;
    await expect(verifier.verify(token)).resolves.toMatchObject(valid);
    await expect(verifier.verify(await tokenOf('new', 'old'))).resolves.toMatchObject(invalidToken);
    clock += 1;
    await expect(verifier.verify(token)).resolves.toMatchObject(unavailable);
    expect(attacker.requests).toEqual([]);
  });

  test('an unknown kid is 503, as nobody knows whether it was rotated in, and 401 once the issuer is back', async () => {
    const [verifier, token, rotated] = [verifierOf(), await tokenOf(), await tokenOf('new')];
    await verifier.verify(token);
    issuer.trouble = trouble;
    clock += 5 * second;
    await expect(verifier.verify(rotated)).resolves.toMatchObject(unavailable);
    await expect(verifier.verify(rotated)).resolves.toMatchObject(unavailable);
    await expect(verifier.verify(token)).resolves.toMatchObject(valid);
    issuer.trouble = undefined;
    clock += 5 * second;
    await expect(verifier.verify(rotated)).resolves.toMatchObject(invalidToken);
  });
});

test('where discovery is slow and the keys hang: 503', async () => {
  issuer.trouble = (response, { url }, document) => {
    if (url !== '/jwks') setTimeout(() => response.end(document), 700);
  };
  await expect(verifierOf().verify(await tokenOf())).resolves.toMatchObject(unavailable);
  expect(issuer.requests).toHaveLength(2);
});

test('where nobody listens: 503', async () => {
  await issuer.stop();
  await expect(verifierOf().verify(await tokenOf())).resolves.toMatchObject(unavailable);
});
