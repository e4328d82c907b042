import { createProxy, type Proxy } from '../support/proxy.js';
import { environmentOf, startApi, startRecordings, type TestService } from '../support/services.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

describe('when the database cannot be reached', () => {
  let world: World;
  let acme: TestOrganization;
  let key: string;
  let proxy: Proxy;
  let api: TestService;
  let recordings: TestService;
  beforeAll(async () => {
    world = await createWorld();
    acme = await world.organization('acme');
    ({ key } = await world.key(acme));
    const url = new URL(world.database.url);
    proxy = await createProxy(url.hostname, Number(url.port || 3306));
    url.host = `127.0.0.1:${proxy.port}`;
    const env = environmentOf(url.href, world.issuer);
    api = await startApi(env);
    recordings = await startRecordings(env);
  });
  afterAll(async () => {
    proxy?.mend();
    await Promise.all([api?.close(), recordings?.close()]);
    await proxy?.close();
    await world.close();
  });

  const calls = (): [string, Promise<Awaited<ReturnType<TestService['call']>>>][] => [
    ['a key', recordings.call(`${acme.path}/recordings`, { token: key })],
    ['a person', recordings.call(`${acme.path}/recordings`, { token: acme.tokens.viewer })],
    ['a list of keys', api.call(`${acme.path}/api-keys`, { token: acme.tokens.admin })],
    [
      'a new key',
      api.call(`${acme.path}/api-keys`, { method: 'POST', token: acme.tokens.admin, body: { name: 'x' } }),
    ],
  ];

  it.each(['refuse', 'swallow'] as const)(
    '(%s) every request is answered 503 with Retry-After within 2 s, and answered well again after it is back',
    async (how) => {
      for (const [, answer] of calls()) expect((await answer).status).toBeLessThan(300);
      proxy.fail(how);
      // More than the pool has connections, so that waiting for one is covered too.
      for (let round = 0; round < 3; round++) {
        const begin = performance.now();
        const answers = await Promise.all(
          [...calls(), ...calls(), ...calls(), ...calls()].map(([, answer]) => answer),
        );
        expect(performance.now() - begin).toBeLessThan(2_200);
        for (const answer of answers) {
          expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
          expect(answer.headers.get('retry-after')).toBe('1');
        }
      }
      expect((await api.call('/health/live')).status).toBe(200);
      expect((await api.call('/health/ready')).status).toBe(503);
      proxy.mend();
      const until = Date.now() + 3_000;
      const isBack = async () =>
        (await Promise.all(calls().map(([, answer]) => answer))).every(({ status }) => status < 300);
      while (!(await isBack())) expect(Date.now()).toBeLessThan(until);
      expect(await isBack()).toBe(true);
    },
  );
});
