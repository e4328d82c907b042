import { StoredKeys } from '@pocket/api-key-verification';
import { DataSource } from 'typeorm';
import { createProxy, type Proxy } from '../support/proxy.js';
import { startRemoteService, type RemoteService } from '../support/remote-service.js';
import { serviceClients, serviceSecret, leasesOfServices } from '../support/service-form.js';
import { testEngine } from '../support/test-database.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

let world: World;
let acme: TestOrganization;
let proxy: Proxy;
const started: RemoteService[] = [];
beforeAll(async () => {
  world = await createWorld({
    INTROSPECTION_CLIENTS: serviceClients,
  });
  acme = await world.organization('acme');
  proxy = await createProxy('127.0.0.1', Number(new URL(world.api.url).port));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((service) => service.close()));
});
afterAll(async () => {
  await proxy?.close();
  await world?.close();
});

const start = async (more: { leaseMs?: number; cache?: boolean } = {}) => {
  const url = `http://127.0.0.1:${proxy.port}`;
  const service = await startRemoteService({
    url,
    clientId: 'things',
    clientSecret: serviceSecret,
    cache: true,
    authFailuresPerMinute: 0,
    ...more,
  });
  started.push(service);
  return service;
};
const use = async (key: string, service: RemoteService) => (await service.use(key, acme.id)).status;
const remove = async (id: string) =>
  (await world.api.call(`${acme.path}/api-keys/${id}`, { method: 'DELETE', token: acme.tokens.admin }))
    .status;
/** How many introspections the api has answered while the work ran. */
const introspectionsDuring = async (work: () => Promise<unknown>) => {
  const asked = jest.spyOn(StoredKeys.prototype, 'recall');
  await work();
  const { length } = asked.mock.calls;
  asked.mockRestore();
  return length;
};

if (testEngine === 'sqlite') {
  describe('on SQLite', () => {
    it('the api keeps no lease: a remote service asks about every key, and says so once', async () => {
      const service = await start();
      const { id, key } = await world.key(acme);
      const asked = await introspectionsDuring(async () => {
        for (let i = 0; i < 3; i++) expect(await use(key, service)).toBe(200);
      });
      expect(asked).toBe(3);
      expect([await remove(id), await use(key, service)]).toEqual([200, 401]);
      const warnings = service.logged.filter(({ level }) => level === 'warn').map(({ line }) => line);
      expect(warnings).toEqual([
        expect.stringMatching(
          /^Keys are not remembered: no lease from http.*Status 409 .*its database is SQLite/,
        ),
      ]);
    });
  });
} else {
  describe('on MySQL', () => {
    const sql = (text: string, values: unknown[] = []) =>
      world.api.app.get(DataSource).query<Record<string, unknown>[]>(text, values);
    const leases = () => leasesOfServices(world.api.app.get(DataSource));
    /** Resolves once it verifies from memory. */
    const remembers = async (key: string, service: RemoteService) => {
      while (
        (await introspectionsDuring(async () => expect([200, 503]).toContain(await use(key, service)))) > 0
      );
    };

    it('a key that was asked about once is verified from memory, until it is deleted', async () => {
      const service = await start();
      const { id, key } = await world.key(acme);
      await remembers(key, service);
      const asked = await introspectionsDuring(async () => {
        for (let i = 0; i < 20; i++) expect(await use(key, service)).toBe(200);
      });
      expect(asked).toBe(0);
      expect([await remove(id), await use(key, service)]).toEqual([200, 401]);
      expect(service.logged.filter(({ level }) => level !== 'log')).toEqual([]);
    });

    it('without the option nothing is remembered, and no lease is kept', async () => {
      const service = await start({ cache: false });
      const { key } = await world.key(acme);
      const asked = await introspectionsDuring(async () => {
        for (let i = 0; i < 3; i++) expect(await use(key, service)).toBe(200);
      });
      expect([asked, await leases()]).toEqual([3, []]);
    });

    it('keys that 16 connections verify from memory are refused from the first request after their deletion', async () => {
      const service = await start();
      for (let round = 0; round < 20; round++) {
        const { id, key } = await world.key(acme);
        await remembers(key, service);
        let isDeleted = false;
        const late: number[] = [];
        const connections = Array.from({ length: 16 }, async () => {
          for (;;) {
            const begunLate = isDeleted;
            const status = await use(key, service);
            if (begunLate) late.push(status);
            if (begunLate) return;
          }
        });
        expect(await remove(id)).toBe(200);
        isDeleted = true;
        await Promise.all(connections);
        expect(late).toEqual(Array(16).fill(401));
      }
    });

    it('an expired key is refused from memory to the moment', async () => {
      const service = await start();
      const expiresAt = Date.now() + 1_500;
      const { key } = await world.key(acme, { expires_at: new Date(expiresAt).toISOString() });
      await remembers(key, service);
      let status: number;
      do status = await use(key, service);
      while (status === 200 && Date.now() < expiresAt + 1_000);
      expect([status, Date.now() >= expiresAt]).toEqual([401, true]);
    });

    it('the use of a key that was verified from memory is noted as well', async () => {
      const service = await start();
      const { id, key } = await world.key(acme);
      await remembers(key, service);
      await sql('UPDATE api_keys SET last_used_at = NULL WHERE id = ?', [id]);
      expect(await introspectionsDuring(() => use(key, service))).toBe(0);
      await started.pop()!.close();
      const [row] = await sql('SELECT last_used_at FROM api_keys WHERE id = ?', [id]);
      expect(row!['last_used_at']).not.toBeNull();
    });

    it('where the api cannot be reached, memory ends with the lease: 503, then again 200', async () => {
      const service = await start();
      const { key } = await world.key(acme);
      await remembers(key, service);
      proxy.fail('refuse');
      const statuses = new Set<number>();
      let status: number;
      do statuses.add((status = await use(key, service)));
      while (status === 200);
      expect([...statuses]).toEqual([200, 503]);
      proxy.mend();
      while ((await use(key, service)) === 503);
      await remembers(key, service);
    });

    it('a deletion while a remote service is cut off is answered, and refused by it from then on', async () => {
      const service = await start({ leaseMs: 500 });
      const { id, key } = await world.key(acme);
      await remembers(key, service);
      proxy.fail('swallow');
      expect(await remove(id)).toBe(200);
      expect([401, 503]).toContain(await use(key, service));
      proxy.mend();
      let status: number;
      do status = await use(key, service);
      while (status === 503);
      expect(status).toBe(401);
    });

    it('a service that ends gives its lease back', async () => {
      await start();
      while ((await leases()).length === 0);
      await started.pop()!.close();
      expect(await leases()).toEqual([]);
    });

    it('a lease that was taken away is registered anew, and nothing from before counts', async () => {
      const service = await start();
      const { key } = await world.key(acme);
      await remembers(key, service);
      const [before] = await leases();
      await sql('DELETE FROM verifier_leases WHERE id = ?', [before]);
      let after: string[] = [];
      while (after.length === 0 || after.includes(before!)) after = await leases();
      await remembers(key, service);
      expect(after).toHaveLength(1);
    });
  });
}
