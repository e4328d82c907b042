import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Module, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { CurrentPrincipal, RequireScopes, type Program } from '@pocket/access';
import { RemoteApiKeyVerificationModule } from '@pocket/api-key-verification/remote';
import { createProxy, type Proxy } from '../support/proxy.js';
import { call, startApi } from '../support/services.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

const secret = 'of the remote service: %+';
const hash = createHash('sha256').update(secret).digest('hex');

@Controller('organization/:orgId/things')
class ThingsController {
  @Get()
  @RequireScopes('recordings:read')
  list(@Param('orgId') orgId: string, @CurrentPrincipal() { keyId, scopes }: Program) {
    return { orgId, keyId, scopes };
  }
}

describe('a service without the database', () => {
  let world: World;
  let own: TestOrganization;
  let other: TestOrganization;
  let proxy: Proxy;
  const services: NestFastifyApplication[] = [];
  let url: string;

  const start = async (options: { clientSecret?: string; url?: string } = {}) => {
    @Module({
      imports: [
        RemoteApiKeyVerificationModule.forRoot({
          url: `http://127.0.0.1:${proxy.port}`,
          clientId: 'things',
          clientSecret: secret,
          ...options,
        }),
      ],
      controllers: [ThingsController],
    })
    class ThingsModule {}
    const app = await NestFactory.create<NestFastifyApplication>(ThingsModule, new FastifyAdapter(), {
      logger: false,
    });
    services.push(app);
    await app.listen(0, '127.0.0.1');
    return app.getUrl();
  };

  beforeAll(async () => {
    world = await createWorld({
      INTROSPECTION_CLIENTS: `things=${hash}`,
      API_KEY_MAX_PER_ORGANIZATION: '100000',
    });
    own = await world.organization('own');
    other = await world.organization('other');
    proxy = await createProxy('127.0.0.1', Number(new URL(world.api.url).port));
    url = await start();
  });
  afterAll(async () => {
    await Promise.all(services.map((app) => app.close()));
    await proxy.close();
    await world.close();
  });

  const use = (key: string | undefined, { id } = own, at = url) =>
    call(`${at}/organization/${id}/things`, { token: key });
  const remove = ({ id }: { id: string }) =>
    world.api.call(`${own.path}/api-keys/${id}`, { method: 'DELETE', token: own.tokens.admin });

  it('lets in what the api lets in, and says who it is', async () => {
    const { id, key } = await world.key(own, { scopes: ['recordings:read'] });
    const answer = await use(key);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(answer.body).toEqual({ orgId: own.id, keyId: id, scopes: ['recordings:read'] });
  });

  it('refuses what the api refuses, with the same challenges', async () => {
    const { key } = await world.key(own, { scopes: ['templates:read'] });
    const deleted = await world.key(own);
    await remove(deleted);
    const { key: foreign } = await world.key(other);
    for (const [token, status, code] of [
      [undefined, 401, 'unauthenticated'],
      ['pk_live_x', 401, 'invalid_token'],
      [own.tokens.owner, 401, 'invalid_token'],
      [deleted.key, 401, 'invalid_token'],
      [key, 403, 'insufficient_scope'],
      [foreign, 404, 'not_found'],
    ] as const) {
      const { status: got, body } = await use(token);
      expect([got, body.code]).toEqual([status, code]);
    }
  });

  it('refuses a key from the first request after its deletion answered, while 16 connections verify it', async () => {
    for (let round = 0; round < 200; round++) {
      const created = await world.key(own);
      let deleted = false;
      let isUsed = (): void => undefined;
      const used = new Promise<void>((resolve) => (isUsed = resolve));
      let late = 0;
      const connections = Array.from({ length: 16 }, async () => {
        for (;;) {
          const beganAfter = deleted;
          const { status } = await use(created.key);
          if (status === 200 && beganAfter) late++;
          if (status === 200) isUsed();
          if (beganAfter) return;
        }
      });
      await used;
      await remove(created);
      deleted = true;
      await Promise.all(connections);
      expect(late).toBe(0);
    }
  }, 120_000);

  it.each(['refuse', 'swallow'] as const)(
    'that is cut off from the api (%s) answers 503 within 2 s, and recovers by itself within 3 s',
    async (how) => {
      const { key } = await world.key(own);
      expect((await use(key)).status).toBe(200);
      proxy.fail(how);
      for (let round = 0; round < 3; round++) {
        const begin = performance.now();
        const answers = await Promise.all(Array.from({ length: 16 }, () => use(key)));
        expect(performance.now() - begin).toBeLessThan(2_000);
        for (const { status, body, headers } of answers)
          expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '1']);
      }
      proxy.mend();
      const until = Date.now() + 3_000;
      while ((await use(key)).status !== 200) expect(Date.now()).toBeLessThan(until);
      expect((await use(key)).status).toBe(200);
    },
  );

  it.each([
    [200, '{"active":true}'],
    [200, '{"active":"true","client_id":"key_x","org_id":"org_x","scope":"recordings:read","iat":1}'],
    [200, '{"active":true,"client_id":"key_x","org_id":"org_x","scope":["recordings:read"],"iat":1}'],
    [200, '{}'],
    [200, 'null'],
    [200, '<html>'],
    [302, '{"active":true}'],
    [500, '{"active":true,"client_id":"key_x","org_id":"org_x","scope":"recordings:read","iat":1}'],
  ])('that gets %i %s instead of an answer is 503', async (status, body) => {
    const asked: string[] = [];
    const impostor = createServer((request, response) => {
      asked.push(request.url!);
      response.writeHead(status, { 'content-type': 'application/json', location: '/other' }).end(body);
    }).listen(0, '127.0.0.1');
    await once(impostor, 'listening');
    const { key } = await world.key(own);
    const behind = await start({
      url: `http://127.0.0.1:${(impostor.address() as AddressInfo).port}/prefix`,
    });
    expect((await use(key, own, behind)).status).toBe(503);
    expect(asked).toEqual(['/prefix/api/v1/api-keys/introspect']);
    impostor.close();
  });

  it('that asks more than the api allows answers 503 with the api’s Retry-After, and lets no one in', async () => {
    const { key } = await world.key(own);
    const deleted = await world.key(own);
    await remove(deleted);
    const limited = await startApi({ ...world.env, INTROSPECTION_RATE_LIMIT_PER_MINUTE: '2' });
    services.push(limited.app);
    const behind = await start({ url: limited.url });
    expect((await use(key, own, behind)).status).toBe(200);
    expect((await use(deleted.key, own, behind)).status).toBe(401);
    for (const token of [key, deleted.key]) {
      const { status, body, headers } = await use(token, own, behind);
      expect([status, body.code]).toEqual([503, 'unavailable']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(1);
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
    }
  });

  it('whose own credential is wrong answers 503 and lets no one in', async () => {
    const { key } = await world.key(own);
    const misconfigured = await start({ clientSecret: 'wrong' });
    expect((await use(key, own, misconfigured)).status).toBe(503);
  });
});
