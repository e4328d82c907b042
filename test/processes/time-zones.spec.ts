import { startProcess } from '../support/processes.js';
import { readTable } from '../support/read-table.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

describe('the time zone of the process', () => {
  let world: World;
  let acme: TestOrganization;
  beforeAll(async () => {
    world = await createWorld();
    acme = await world.organization('acme');
  });
  afterAll(() => world.close());

  // Among them the hour that New York has twice, and the one that it does not have.
  const times = [
    '2030-11-03T05:30:00.001Z',
    '2030-11-03T06:30:00.001Z',
    '2031-03-09T07:30:00.999Z',
    '2032-02-29T23:59:59.500Z',
  ];

  it('changes no byte in the database or in the answers', async () => {
    const seen: Record<string, unknown> = {};
    const zones = ['America/New_York', 'Asia/Kolkata'];
    for (const zone of zones) {
      const api = await startProcess('api', { ...world.env, TZ: zone });
      const created = [];
      for (const expires_at of times) {
        const { body } = await api.call(`${acme.path}/api-keys`, {
          method: 'POST',
          token: acme.tokens.admin,
          body: { name: 'Zoned', expires_at },
        });
        created.push(body as unknown as { id: string; expires_at: string; created_at: string });
      }
      const { body } = await api.call(`${acme.path}/api-keys`, { token: acme.tokens.viewer });
      expect(await api.stop()).toBe(0);
      const listed = new Map((body.keys as typeof created).map((key) => [key.id, key]));
      const stored = new Map(
        (await readTable(world.database.url, 'api_keys')).map((row) => [row['id'], row]),
      );
      for (const { id, created_at } of created) {
        const createdAt = `${created_at.slice(0, 10)} ${created_at.slice(11, 23)}`;
        expect([listed.get(id)!.created_at, stored.get(id)!['created_at']]).toEqual([created_at, createdAt]);
      }
      seen[zone] = created.map(({ id, expires_at }) => [
        expires_at,
        listed.get(id)!.expires_at,
        stored.get(id)!['expires_at'],
      ]);
    }
    const wanted = times.map((time) => [time, time, `${time.slice(0, 10)} ${time.slice(11, 23)}`]);
    expect(seen).toEqual(Object.fromEntries(zones.map((zone) => [zone, wanted])));
  });
});
