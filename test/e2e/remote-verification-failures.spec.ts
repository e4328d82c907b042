import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generateApiKey } from '@pocket/api-key-verification';
import { startRemoteService, type RemoteService } from '../support/remote-service.js';
import { selfSignedCertificate } from '../support/self-signed-certificate.js';

const key = generateApiKey('pk_live_');
const secret = 'SecretOfTheThings';
const live = {
  active: true,
  client_id: 'key_x',
  sub: 'key_x',
  org_id: 'org_x',
  scope: 'recordings:read',
  iss: 'pocket',
  iat: 1_775_808_000,
  token_type: 'Bearer',
};

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).toReversed()) await close();
});

/** The port of a server that is closed, with its connections, after the test. */
async function portOf(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('close', () => sockets.delete(socket))));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  toClose.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const answering = async (listener: RequestListener) =>
  `http://127.0.0.1:${await portOf(createServer(listener))}`;
const answeringJson = (answer: unknown, status = 200, headers: Record<string, string> = {}) =>
  answering((_request, response) => response.writeHead(status, headers).end(JSON.stringify(answer)));

async function startAt(url: string): Promise<RemoteService> {
  const service = await startRemoteService({ url, clientId: 'things', clientSecret: secret });
  toClose.push(service.close);
  return service;
}

const errorsOf = ({ logged }: RemoteService) =>
  logged.filter(({ level }) => level === 'error').map(({ line }) => line);

/** 503 that names the key service, and one line in the log with the cause, without the secret or the key. */
async function expectUnavailable(service: RemoteService, line: RegExp): Promise<void> {
  const { status, body, headers } = await service.use(key, 'org_x');
  expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '1']);
  expect(body.detail).toBe('The API key service cannot be reached.');
  expect(errorsOf(service)).toEqual([expect.stringMatching(line)]);
  const credential = Buffer.from(`things:${secret}`).toString('base64');
  for (const text of [key, secret, credential]) expect(JSON.stringify(service.logged)).not.toContain(text);
}

describe('where the api cannot be reached, the answer is 503 and one line in the log says why', () => {
  it('a closed port', async () => {
    const server = createTcpServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const service = await startAt(`http://127.0.0.1:${port}`);
    await expectUnavailable(
      service,
      new RegExp(`at http://127.0.0.1:${port}/api/v1/api-keys/introspect: ECONNREFUSED\\. Nothing listens`),
    );
  });

  it('a host name that does not exist', async () => {
    await expectUnavailable(
      await startAt('https://keys.invalid'),
      /(ENOTFOUND|EAI_AGAIN)\. The host name cannot be resolved/,
    );
  });

  it('a certificate that no one vouches for', async () => {
    const port = await portOf(createTlsServer(selfSignedCertificate(), () => undefined));
    await expectUnavailable(
      await startAt(`https://127.0.0.1:${port}`),
      /DEPTH_ZERO_SELF_SIGNED_CERT\. The certificate is not trusted.*NODE_EXTRA_CA_CERTS/,
    );
  });

  it('https where http is spoken', async () => {
    const url = await answeringJson(live);
    await expectUnavailable(
      await startAt(url.replace('http:', 'https:')),
      /(EPROTO|ERR_SSL_\w+)\. TLS failed/,
    );
  });

  it('something else than HTTP', async () => {
    const port = await portOf(createTcpServer((socket) => socket.end('220 mail.example ESMTP\r\n')));
    await expectUnavailable(await startAt(`http://127.0.0.1:${port}`), /HPE_\w+\. .* does not speak HTTP/);
  });

  it('a connection that breaks off', async () => {
    const server = createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    await expectUnavailable(
      await startAt(`http://127.0.0.1:${await portOf(server)}`),
      /ECONNRESET\. The connection broke off/,
    );
  });

  it('silence', async () => {
    await expectUnavailable(
      await startAt(await answering(() => undefined)),
      /No complete answer within 1500 ms/,
    );
  });
});

describe('what is not an answer of the api is 503, and one line in the log says why', () => {
  it.each([
    [200, '<html>', /not a JSON object/],
    [200, 'null', /not a JSON object/],
    [200, '{}', /does not describe an API key/],
    [200, '{"active":"true"}', /does not describe an API key/],
    [200, '{"active":true}', /names no known issuer instead of pocket/],
    [500, JSON.stringify(live), /Status 500 Internal Server Error/],
    [404, JSON.stringify(live), /Status 404 Not Found.*option url/],
    [204, '', /Status 204 No Content/],
  ])('%i %s', async (status, body, line) => {
    const asked: string[] = [];
    const url = await answering((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await expectUnavailable(await startAt(`${url}/prefix/`), line);
    expect(asked).toEqual(['POST /prefix/api/v1/api-keys/introspect']);
  });

  it('the answer of another issuer', async () => {
    const url = await answeringJson({ ...live, iss: 'https://other.example.com' });
    await expectUnavailable(
      await startAt(url),
      /https:\/\/other\.example\.com instead of pocket or http:\/\/127/,
    );
  });

  it('a redirect, which is not followed', async () => {
    let followed = 0;
    const target = await answering((_request, response) => {
      followed++;
      response.end(JSON.stringify(live));
    });
    const url = await answeringJson(live, 307, {
      location: `${target}/api/v1/api-keys/introspect?token=${key}`,
    });
    await expectUnavailable(
      await startAt(url),
      new RegExp(`Status 307.*this one to ${target}\\).*not followed`),
    );
    expect(followed).toBe(0);
  });

  it.each([200, 502])('an endless answer with status %i, of which little is read', async (status) => {
    let sent = 0;
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    let isClosed = (): void => undefined;
    const closed = new Promise<void>((resolve) => (isClosed = resolve));
    const url = await answering((_request, response) => {
      response.writeHead(status).on('close', isClosed);
      const write = (): void => {
        while (!response.destroyed && sent < 300 * chunk.length) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', write);
        }
        response.end(JSON.stringify(live));
      };
      write();
    });
    await expectUnavailable(await startAt(url), status === 200 ? /larger than 65536 bytes/ : /Status 502/);
    await closed;
    // More than what is read, because the sockets of both sides hold some.
    expect(sent).toBeLessThan(30 * chunk.length);
  });

  it.each([200, 502])(
    'an answer with status %i that comes drop by drop: its connection is closed',
    async (status) => {
      let isClosed = (): void => undefined;
      const closed = new Promise<void>((resolve) => (isClosed = resolve));
      const url = await answering((_request, response) => {
        response.writeHead(status).write('{');
        const drops = setInterval(() => response.write(' '), 100);
        response.on('close', () => {
          clearInterval(drops);
          isClosed();
        });
      });
      await expectUnavailable(
        await startAt(url),
        status === 200 ? /No complete answer within 1500 ms/ : /Status 502/,
      );
      await closed;
    },
  );
});

it('200 failures at once are one line in the log', async () => {
  const service = await startAt(await answeringJson({}));
  await Promise.all(Array.from({ length: 200 }, () => service.use(key, 'org_x')));
  expect(errorsOf(service)).toHaveLength(1);
});

it('a key whose expiry has passed is refused, though the answer calls it active', async () => {
  const url = await answeringJson({ ...live, exp: live.iat + 1 });
  const { status, body } = await (await startAt(url)).use(key, 'org_x');
  expect([status, body.code]).toEqual([401, 'invalid_token']);
});

it('closes its connections to the api when it stops, and not before', async () => {
  const server = createServer((_request, response) => response.end(JSON.stringify(live)));
  const connections: Socket[] = [];
  server.on('connection', (socket) => connections.push(socket));
  const url = `http://127.0.0.1:${await portOf(server)}`;
  const service = await startAt(url);
  expect((await service.use(key, 'org_x')).status).toBe(200);
  expect((await service.use(key, 'org_x')).status).toBe(200);
  expect(connections.map(({ destroyed }) => destroyed)).toEqual([false]);
  await service.close();
  await fetch(url);
  expect(connections[0]!.destroyed).toBe(true);
});

it('trusts a private certificate that NODE_EXTRA_CA_CERTS names', async () => {
  const certificate = selfSignedCertificate();
  const server = createTlsServer(certificate, (_request, response) => response.end(JSON.stringify(live)));
  const port = await portOf(server);
  const folder = mkdtempSync(join(tmpdir(), 'pocket-test-'));
  toClose.push(() => rmSync(folder, { recursive: true }));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, certificate.cert);
  // Node reads the variable at its start, so this is a process of its own.
  const program = `
    import 'reflect-metadata';
    import { NestFactory } from '@nestjs/core';
    import { FastifyAdapter } from '@nestjs/platform-fastify';
    import { ApiKeyVerifier } from '@pocket/access';
    import { RemoteApiKeyVerificationModule } from '@pocket/api-key-verification/remote';
    const options = { url: 'https://127.0.0.1:${port}', clientId: 'things', clientSecret: '${secret}' };
    const module = RemoteApiKeyVerificationModule.forRoot(options);
    const app = await NestFactory.create(module, new FastifyAdapter(), { logger: ['error'] });
    console.log((await app.get(ApiKeyVerifier).verify('${key}')).status);
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: join(__dirname, '..', '..'),
    env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile },
  });
  expect(stdout.trim()).toBe('live');
});
