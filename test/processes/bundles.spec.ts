import { readFile } from 'node:fs/promises';
import { startProcess, type ServiceProcess } from '../support/processes.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

describe('a program, bundled with all that it uses,', () => {
  let world: World;
  let acme: TestOrganization;
  let key: string;
  let recordings: ServiceProcess;
  beforeAll(async () => {
    world = await createWorld();
    acme = await world.organization('acme');
    ({ key } = await world.key(acme));
    recordings = await startProcess('recordings', world.env);
  });
  afterAll(async () => {
    await recordings?.stop();
    await world.close();
  });

  it('serves the document that is committed', async () => {
    const api = await startProcess('api', world.env);
    const committed = async (path: string) => JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
    for (const [service, path] of [
      [api, 'openapi.json'],
      [recordings, 'apps/recordings/openapi.json'],
    ] as const)
      expect(JSON.stringify((await service.call('/openapi.json')).body)).toBe(await committed(path));
    expect(await api.stop()).toBe(0);
  });

  // A DTO of a change takes the rules of another one, out of the one storage of class-transformer and class-validator.
  it('validates and trims a change as its sources say', async () => {
    const path = `${acme.path}/templates`;
    const created = await recordings.call(path, { method: 'POST', token: key, body: { name: 'Sales' } });
    const change = (body: object) =>
      recordings.call(`${path}/${created.body.id}`, { method: 'PATCH', token: key, body });
    const changed = await change({ name: ' Calls ', sections: [{ title: ' a ', prompt: 'b' }] });
    expect(changed.body).toMatchObject({ name: 'Calls', sections: [{ title: 'a', prompt: 'b' }] });
    expect((await change({ sections: [{}] })).status).toBe(400);
  });
});
