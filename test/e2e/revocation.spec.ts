import { startProcess, type ServiceProcess } from '../support/processes.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

const rounds = 50;

describe('a deleted key', () => {
  let world: World;
  let acme: TestOrganization;
  let api: ServiceProcess;
  let recordings: ServiceProcess;

  beforeAll(async () => {
    world = await createWorld();
    acme = await world.organization('acme');
    [api, recordings] = await Promise.all([
      startProcess('api', world.env),
      startProcess('recordings', world.env),
    ]);
  });
  afterAll(async () => {
    await Promise.all([api.stop(), recordings.stop()]);
    await world.close();
  });

  const create = async () => {
    const { body } = await api.call(`${acme.path}/api-keys`, {
      method: 'POST',
      token: acme.tokens.admin,
      body: { name: 'Short-lived' },
    });
    return body as unknown as { id: string; key: string };
  };
  const use = async (key: string) =>
    (await recordings.call(`${acme.path}/recordings`, { token: key })).status;
  const remove = async (id: string) =>
    (await api.call(`${acme.path}/api-keys/${id}`, { method: 'DELETE', token: acme.tokens.admin })).status;

  it(`is refused by another process at its very next use, ${rounds} times of ${rounds}`, async () => {
    const seen: Record<string, number> = {};
    for (let round = 0; round < rounds; round++) {
      const { id, key } = await create();
      const outcome = [await use(key), await remove(id), await use(key)].join(' ');
      seen[outcome] = (seen[outcome] ?? 0) + 1;
    }
    expect(seen).toEqual({ '200 200 401': rounds });
  });

  it('is refused by every request that starts after the deletion answered, while others are under way', async () => {
    let acceptedAfterwards = 0;
    for (let round = 0; round < 20; round++) {
      const { id, key } = await create();
      let deleted = false;
      const verifier = async () => {
        for (let afterwards = 0; afterwards < 3;) {
          const startedAfterwards = deleted;
          const status = await use(key);
          if (startedAfterwards) {
            afterwards++;
            if (status !== 401) acceptedAfterwards++;
          }
        }
      };
      const verifiers = Array.from({ length: 8 }, verifier);
      await use(key);
      await remove(id);
      deleted = true;
      await Promise.all(verifiers);
    }
    expect(acceptedAfterwards).toBe(0);
  });
});
