import { Lookup } from '@pocket/database';
import { DataSource } from 'typeorm';
import { runScript } from '../support/processes.js';
import { readTable } from '../support/read-table.js';
import { startRecordings } from '../support/services.js';
import { testEngine } from '../support/test-database.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

let world: World;
let acme: TestOrganization;
beforeAll(async () => {
  world = await createWorld();
  acme = await world.organization('acme');
});
afterAll(() => world.close());

const use = async (key: string, service: Pick<World['recordings'], 'call'> = world.recordings) =>
  (await service.call(`${acme.path}/recordings`, { token: key })).status;
const remove = async (id: string) =>
  (await world.api.call(`${acme.path}/api-keys/${id}`, { method: 'DELETE', token: acme.tokens.admin }))
    .status;
/** How often the database was asked while the work ran. */
const lookupsDuring = async (work: () => Promise<unknown>) => {
  const asked = jest.spyOn(Lookup.prototype, 'rows');
  await work();
  const { length } = asked.mock.calls;
  asked.mockRestore();
  return length;
};

if (testEngine === 'sqlite') {
  describe('on SQLite', () => {
    it('a key is looked up in the file at every request, and no process has a lease', async () => {
      const { key } = await world.key(acme);
      const asked = await lookupsDuring(async () => {
        for (let i = 0; i < 3; i++) expect(await use(key)).toBe(200);
      });
      expect([asked, await readTable(world.database.url, 'verifier_leases')]).toEqual([3, []]);
    });
  });
} else {
  describe('on MySQL', () => {
    const sql = (text: string, values: unknown[] = []) =>
      world.api.app.get(DataSource).query<Record<string, unknown>[]>(text, values);

    const migrate = async (option: string) => {
      const { exited, printed } = runScript('apps/api/dist/migrate.js', world.env, [option]);
      await exited;
      return printed();
    };

    it('a key that was looked up once is verified from memory, until it is deleted by another process', async () => {
      const { id, key } = await world.key(acme);
      expect(await use(key)).toBe(200);
      const asked = await lookupsDuring(async () => {
        for (let i = 0; i < 5; i++) expect(await use(key)).toBe(200);
      });
      expect(asked).toBe(0);
      expect([await remove(id), await use(key)]).toEqual([200, 401]);
    });

    it('an expired key is refused from memory to the moment', async () => {
      const expiresAt = Date.now() + 1_500;
      const { key } = await world.key(acme, { expires_at: new Date(expiresAt).toISOString() });
      expect(await use(key)).toBe(200);
      let status: number;
      do status = await use(key);
      while (status === 200 && Date.now() < expiresAt + 1_000);
      expect([status, Date.now() >= expiresAt]).toEqual([401, true]);
    });

    it('VERIFICATION_CACHE=off asks the database at every request, with a lease all the same', async () => {
      const service = await startRecordings({ ...world.env, VERIFICATION_CACHE: 'off' });
      const { id, key } = await world.key(acme);
      const before = (await sql('SELECT id FROM verifier_leases')).length;
      const asked = await lookupsDuring(async () => {
        for (let i = 0; i < 3; i++) expect(await use(key, service)).toBe(200);
      });
      expect([asked, before]).toEqual([3, 3]);
      expect([await remove(id), await use(key, service)]).toEqual([200, 401]);
      await service.close();
      expect(await sql('SELECT id FROM verifier_leases')).toHaveLength(2);
    });

    it('nothing is answered from memory until the operator says that no older version is left', async () => {
      const { key } = await world.key(acme);
      expect(await use(key)).toBe(200);
      expect(await migrate('--memory=off')).toMatch(/do not answer from memory\.\n$/);
      const service = await startRecordings(world.env);
      const asked = await lookupsDuring(async () => {
        for (let i = 0; i < 3; i++) expect(await use(key, service)).toBe(200);
      });
      await service.close();
      // More often where an answer came before the lease that the process has registered anew.
      expect(asked).toBeGreaterThanOrEqual(3);
      // Nor by a process that had begun to.
      const askedByOther = await lookupsDuring(async () => expect(await use(key)).toBe(200));
      expect(askedByOther).toBeGreaterThanOrEqual(1);
      expect(await migrate('--memory=on')).toMatch(/may answer from memory\.\n$/);
      expect(await migrate('--memory=yes')).toBe('--memory must be on or off.\n');
    });

    it('a deletion waits for the lease of a process that is gone, and the next one does not', async () => {
      await sql('INSERT INTO verifier_leases (id, lease_ms, acknowledged, renewals) VALUES (?, ?, ?, ?)', [
        'gone',
        1_000,
        0,
        7,
      ]);
      const [first, second] = [await world.key(acme), await world.key(acme)];
      const begun = performance.now();
      expect(await remove(first.id)).toBe(200);
      // A clock, not a limit: so long the process might have relied on what it knew.
      expect(performance.now() - begun).toBeGreaterThanOrEqual(1_100);
      while ((await sql('SELECT id FROM verifier_leases WHERE id = ?', ['gone'])).length > 0) continue;
      expect([await remove(second.id), await use(second.key)]).toEqual([200, 401]);
    });

    it('a process whose lease was taken away forgets everything and begins anew', async () => {
      const { key } = await world.key(acme);
      expect(await use(key)).toBe(200);
      const before = (await sql('SELECT id FROM verifier_leases')).map(({ id }) => id);
      await sql('DELETE FROM verifier_leases');
      let after: unknown[] = [];
      while (after.length < before.length)
        after = (await sql('SELECT id FROM verifier_leases')).map(({ id }) => id);
      expect(after.filter((id) => before.includes(id))).toEqual([]);
      // Twice where the answer came before the new lease: its row is there before the process has read where it begins.
      const asked = await lookupsDuring(async () => expect(await use(key)).toBe(200));
      expect(asked).toBeGreaterThanOrEqual(1);
    });

    it('a deletion that finds no key waits as well, since another may have deleted it just now', async () => {
      const sequence = async () =>
        Number((await sql('SELECT sequence FROM revocation_counter'))[0]!['sequence']);
      const before = await sequence();
      expect(await remove(`key_${'0'.repeat(26)}`)).toBe(404);
      expect(await sequence()).toBe(before + 1);
      const leases = await sql('SELECT acknowledged FROM verifier_leases');
      expect(leases.map(({ acknowledged }) => Number(acknowledged) > before)).toEqual([true, true]);
    });

    it('no answer counts, from memory or the database, once the lease cannot be renewed: 503, then again 200', async () => {
      const { key } = await world.key(acme);
      expect(await use(key)).toBe(200);
      await sql('RENAME TABLE verifier_leases TO away');
      let status: number;
      do status = await use(key);
      while (status === 200);
      expect(status).toBe(503);
      await sql('RENAME TABLE away TO verifier_leases');
      do status = await use(key);
      while (status === 503);
      expect(status).toBe(200);
    });
  });
}
