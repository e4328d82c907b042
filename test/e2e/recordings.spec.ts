import { createWorld, type TestOrganization, type World } from '../support/world.js';

describe('the internal service', () => {
  let world: World;
  let acme: TestOrganization;
  let key: string;
  beforeAll(async () => {
    world = await createWorld();
    acme = await world.organization('acme');
    ({ key } = await world.key(acme));
  });
  afterAll(() => world.close());

  const call = (path: string, method = 'GET', body?: object) =>
    world.recordings.call(`${acme.path}${path}`, { method, token: key, body });

  it.each([
    ['/recordings', 'recordings', 'title'],
    ['/templates', 'templates', 'name'],
  ])('pages through %s, newest first, each row once, while rows come and go', async (path, list, label) => {
    const ids: string[] = [];
    for (let index = 0; index < 7; index++)
      ids.unshift((await call(path, 'POST', { [label]: `Number ${index}` })).body.id as string);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await call(`${path}?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...(page.body[list] as { id: string }[]).map(({ id }) => id));
      cursor = page.body.next_cursor as string | null;
      if (seen.length === 3) await call(`${path}/${ids[2]}`, 'DELETE');
    }
    expect(seen).toEqual(ids);
  });

  it.each(['tpl_01K6QW41B9F3Z7N5T8D2M6C0RX', 'rec_short', "rec_' OR 1=1 --", ''])(
    'refuses %j as a cursor of recordings, by name',
    async (cursor) => {
      const { status, body } = await call(`/recordings?cursor=${encodeURIComponent(cursor)}`);
      expect([status, body.errors[0].pointer]).toEqual([400, '/cursor']);
    },
  );

  it.each([
    'ａec_01K6QW41B9F3Z7N5T8D2M6C0RX',
    'rec_01K6QW41B9F3Z7N5T8D2M6C0R😀',
    'rec_01K6QW41B9F3Z7N5T8D2M6C0RX ',
    'x'.repeat(400),
  ])('answers 404 for %j, which is no id, on every database', async (id) => {
    for (const path of ['recordings', 'templates'])
      for (const [method, body] of [['GET'], ['PATCH', {}], ['DELETE']] as [string, object?][]) {
        const { status } = await call(`/${path}/${encodeURIComponent(id)}`, method, body);
        expect([method, path, status]).toEqual([method, path, 404]);
      }
  });

  it('changes what is given and nothing else', async () => {
    const { body: template } = await call('/templates', 'POST', { name: 'Sales', description: 'A call' });
    const unchanged = await call(`/templates/${template.id}`, 'PATCH', {});
    expect(unchanged.body).toEqual(template);
    const changed = await call(`/templates/${template.id}`, 'PATCH', {
      sections: [{ title: 'a', prompt: 'b' }],
    });
    expect(changed.body).toEqual({
      ...template,
      sections: [{ title: 'a', prompt: 'b' }],
      updated_at: changed.body.updated_at,
    });
    expect((await call(`/templates/${template.id}`)).body).toEqual(changed.body);
  });
});
