import { HeldLeases } from '@pocket/revocation';
import { DataSource } from 'typeorm';
import { askAsService, post, serviceClients, type Form, leasesOfServices } from '../support/service-form.js';
import { startApi } from '../support/services.js';
import { testEngine } from '../support/test-database.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

let world: World;
let acme: TestOrganization;
beforeAll(async () => {
  world = await createWorld({ INTROSPECTION_CLIENTS: serviceClients });
  acme = await world.organization('acme');
});
afterAll(() => world?.close());

const ask = (route: string, form: Form, service?: string, api = world.api.url) =>
  askAsService(api, route, form, service);
const remove = async (id: string) =>
  (await world.api.call(`${acme.path}/api-keys/${id}`, { method: 'DELETE', token: acme.tokens.admin }))
    .status;

describe('what remote verifiers tell the api', () => {
  it.each(['leases', 'leases/renew', 'leases/release', 'uses'])('%s is for services only', async (route) => {
    expect((await ask(route, {}, '')).status).toBe(401);
    const { key } = await world.key(acme);
    const byKey = await post(`${world.api.url}/api/v1/api-keys/${route}`, `Bearer ${key}`, '');
    expect(byKey.status).toBe(401);
  });

  it.each<[string, Form]>([
    ['leases', {}],
    ['leases', { lease_ms: '499' }],
    ['leases', { lease_ms: '3001' }],
    ['leases', { lease_ms: '1e3' }],
    [
      'leases',
      [
        ['lease_ms', '1000'],
        ['lease_ms', '1000'],
      ],
    ],
    ['leases/renew', { id: 'x', acknowledged: '1', wait_ms: '501' }],
    ['leases/renew', { id: 'x', acknowledged: '9007199254740993', wait_ms: '0' }],
    ['leases/renew', { id: "x' OR 1", acknowledged: '1', wait_ms: '0' }],
    ['leases/release', { id: 'x'.repeat(37) }],
    ['uses', { use: 'key_x.1' }],
    ['uses', { use: `key_${'x'.repeat(26)}` }],
    ['uses', { use: `key_${'x'.repeat(26)}.-1` }],
  ])('%s refuses %j', async (route, form) => {
    expect(await ask(route, form)).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  });

  it('at most 500 uses are taken at once', async () => {
    const uses = (count: number) =>
      Array.from({ length: count }, (): [string, string] => ['use', `key_${'x'.repeat(26)}.1`]);
    expect([(await ask('uses', uses(500))).status, (await ask('uses', uses(501))).status]).toEqual([
      200, 400,
    ]);
  });

  it('notes when a key was used, never later than now and never backward', async () => {
    const { id } = await world.key(acme);
    const usedAt = async () => {
      const { body } = await world.api.call(`${acme.path}/api-keys/${id}`, { token: acme.tokens.viewer });
      return Date.parse(body.last_used_at as string);
    };
    const before = Date.now();
    expect((await ask('uses', { use: `${id}.2000` })).status).toBe(200);
    const first = await usedAt();
    expect(first).toBeGreaterThanOrEqual(before - 2_000);
    expect(first).toBeLessThanOrEqual(Date.now() - 2_000);
    expect((await ask('uses', { use: `${id}.60000` })).status).toBe(200);
    expect(await usedAt()).toBe(first);
  });

  it('is not in the document', async () => {
    const { body } = await world.api.call('/openapi.json');
    const paths = Object.keys(body['paths'] as object);
    expect(paths.filter((path) => /leases|uses/.test(path))).toEqual([]);
  });

  it('is not counted by the limits of introspection', async () => {
    const api = await startApi({ ...world.env, INTROSPECTION_RATE_LIMIT_PER_MINUTE: '2' });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++)
      statuses.push((await ask('leases/release', { id: 'x' }, 'things', api.url)).status);
    for (let i = 0; i < 3; i++)
      statuses.push((await ask('introspect', { token: 'x' }, 'things', api.url)).status);
    await api.close();
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 429]);
  });

  it('a position is answered to whoever asks for it, and to nobody else', async () => {
    const { key } = await world.key(acme);
    const { body } = await ask('introspect', { token: key });
    expect([body['active'], 'position' in body]).toEqual([true, false]);
    const asked = (await ask('introspect', { token: key, with_position: 'true' })).body;
    expect([asked['active'], typeof asked['position']]).toEqual([
      true,
      testEngine === 'sqlite' ? 'undefined' : 'number',
    ]);
    expect((await ask('introspect', { token: 'x', with_position: 'true' })).body).toEqual({ active: false });
  });
});

if (testEngine === 'mysql') {
  describe('leases of remote verifiers', () => {
    const sql = (text: string, values: unknown[] = []) =>
      world.api.app.get(DataSource).query<Record<string, unknown>[]>(text, values);
    const leases = () => leasesOfServices(world.api.app.get(DataSource));

    it('nothing is remembered while the operator lets no process remember', async () => {
      await sql('UPDATE revocation_counter SET memory = 0 WHERE id = 1');
      expect((await ask('leases', { lease_ms: '1000' })).status).toBe(409);
      expect(await leases()).toEqual([]);
      await sql('UPDATE revocation_counter SET memory = 1 WHERE id = 1');
      const { body } = await ask('leases', { lease_ms: '1000' });
      await sql('UPDATE revocation_counter SET memory = 0 WHERE id = 1');
      const form = { id: String(body['id']), acknowledged: String(body['position']), wait_ms: '0' };
      expect((await ask('leases/renew', form)).body).toEqual({ changes: [] });
      await sql('UPDATE revocation_counter SET memory = 1 WHERE id = 1');
      await ask('leases/release', form);
    });

    it('a service has 100 leases at most, and those that are gone make room', async () => {
      const register = async (service: string) => (await ask('leases', { lease_ms: '3000' }, service)).status;
      const { body } = await ask('leases', { lease_ms: '3000' });
      const prefix = String(body['id']).slice(0, 13);
      const rows = Array.from({ length: 99 }, (_, i) => [`${prefix}${i}`, 1_000, 0, 0]);
      await sql('INSERT INTO verifier_leases (id, lease_ms, acknowledged, renewals) VALUES ?', [rows]);
      expect([await register('things'), await register('others')]).toEqual([409, 200]);
      let status: number;
      do status = await register('things');
      while (status === 409);
      expect(status).toBe(200);
      await sql("DELETE FROM verifier_leases WHERE id LIKE '____________-%'");
    });

    it('no service touches a lease of another', async () => {
      const { body } = await ask('leases', { lease_ms: '1000' });
      const form = { id: String(body['id']), acknowledged: String(body['position']), wait_ms: '0' };
      expect((await ask('leases/renew', form, 'others')).body).toEqual({ changes: [] });
      expect((await ask('leases/release', form, 'others')).status).toBe(200);
      const renewed = await ask('leases/renew', form);
      expect(renewed.body['changes']).toHaveLength(1);
      expect((await ask('leases/release', form)).status).toBe(200);
      expect((await ask('leases/renew', form)).body).toEqual({ changes: [] });
    });

    it('a renewal is answered as soon as there is something new, with all of it', async () => {
      const held = world.api.app.get(HeldLeases);
      const lease = await held.register('by hand', 3_000);
      if (typeof lease !== 'object') throw new Error(lease);
      const { id } = await world.key(acme);
      // Were it not for the deletion, it would be answered after the end of the test.
      const renewal = held.renew('by hand', { id: lease.id, acknowledged: lease.position }, 600_000);
      const deletion = remove(id);
      expect(await renewal).toEqual([
        { sequence: lease.position, subject: expect.any(String) as string },
        { sequence: lease.position + 1, subject: id },
      ]);
      await held.release('by hand', lease.id);
      expect(await deletion).toBe(200);
    });

    it('tells verifiers which keys were deleted, and of members no more than that something changed', async () => {
      const { body } = await ask('leases', { lease_ms: '3000' });
      const form = { id: String(body['id']), acknowledged: String(body['position']), wait_ms: '500' };
      const demoted = world.api.call(`${acme.path}/members/member-of-acme`, {
        method: 'PATCH',
        token: acme.tokens.admin,
        body: { role: 'viewer' },
      });
      let changes: unknown[] = [];
      while (changes.length < 2) changes = (await ask('leases/renew', form)).body['changes'] as unknown[];
      expect(changes[1]).toEqual([Number(form.acknowledged) + 1, '']);
      await ask('leases/release', form);
      expect((await demoted).status).toBe(200);
    });

    it('a service has a bounded number of such questions under way, and others are not held up by them', async () => {
      const { body } = await ask('leases', { lease_ms: '3000' });
      const form = { id: String(body['id']), acknowledged: String(body['position']), wait_ms: '500' };
      const asked = Promise.all(
        Array.from({ length: 260 }, async () => (await ask('leases/renew', form)).status),
      );
      const { status } = await ask('leases/release', { id: 'x' }, 'others');
      const statuses = await asked;
      expect([status, new Set(statuses)]).toEqual([200, new Set([200, 429])]);
      await ask('leases/release', form);
    });

    it('a verifier that is behind by more than 500 revocations begins anew', async () => {
      const { body } = await ask('leases', { lease_ms: '3000' });
      const form = { id: String(body['id']), acknowledged: String(body['position']), wait_ms: '0' };
      const far = Number(body['position']) + 501;
      await sql('INSERT INTO revocations (sequence, subject) VALUES (?, ?)', [far, 'far']);
      await sql('UPDATE revocation_counter SET sequence = ? WHERE id = 1', [far]);
      const { own } = world.api.app.get(HeldLeases) as unknown as { own: { lease: { position: number } } };
      while (own.lease.position < far) await sql('SELECT 1');
      expect((await ask('leases/renew', form)).body).toEqual({ changes: [] });
      // Nor is it renewed: what it has not acknowledged could never be removed.
      const [row] = await sql('SELECT renewals FROM verifier_leases WHERE id = ?', [form.id]);
      expect(Number(row!['renewals'])).toBe(0);
      await ask('leases/release', form);
    });

    it('what was renewed over another connection than the changes are read from is no answer', async () => {
      const held = world.api.app.get(HeldLeases);
      const lease = await held.register('by hand', 3_000);
      if (typeof lease !== 'object') throw new Error(lease);
      const { connection } = held as unknown as { connection: { drop(): void } };
      const { own } = held as unknown as { own: { untilPast(): Promise<void> } };
      const wait = jest.spyOn(own, 'untilPast').mockImplementation(async () => connection.drop());
      await expect(held.renew('by hand', { id: lease.id, acknowledged: lease.position }, 0)).rejects.toThrow(
        'did not answer in time',
      );
      wait.mockRestore();
      await held.release('by hand', lease.id);
    });
  });
}
