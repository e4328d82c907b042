import type { Answer } from '../support/services.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

/** What a caller can tell two answers apart by. */
function visible({ status, headers, text, body }: Answer) {
  const names = [...headers.keys()].filter((name) => !['date', 'x-request-id'].includes(name)).sort();
  return {
    status,
    text: text.replaceAll(body.request_id as string, ''),
    headers: names.map((name) => `${name}: ${headers.get(name)}`),
  };
}

describe('another tenant cannot be noticed', () => {
  let world: World;
  let acme: TestOrganization;
  let other: TestOrganization;
  beforeAll(async () => {
    world = await createWorld();
    acme = await world.organization('acme');
    other = await world.organization('other');
  });
  afterAll(() => world.close());

  const unknownKey = 'key_00000000000000000000000000';
  const unknownOrganization = '/api/v1/organization/org_00000000000000000000000000';

  it.each(['GET', 'DELETE'])(
    '%s: an unknown, a deleted and a foreign key id answer the same bytes',
    async (method) => {
      const deleted = await world.key(acme);
      const foreign = await world.key(other);
      const token = acme.tokens.owner;
      await world.api.call(`${acme.path}/api-keys/${deleted.id}`, { method: 'DELETE', token });
      const ids = [unknownKey, deleted.id, foreign.id, 'x', `${foreign.id}%20`, foreign.id.toLowerCase()];
      const answers = [];
      for (const id of ids) {
        answers.push(visible(await world.api.call(`${acme.path}/api-keys/${id}`, { method, token })));
      }
      expect(answers[0]!.status).toBe(404);
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(
        (await world.api.call(`${other.path}/api-keys/${foreign.id}`, { token: other.tokens.viewer })).status,
      ).toBe(200);
    },
  );

  it('an unknown and a foreign organization answer the same bytes on every route, an unknown route too', async () => {
    const { id } = await world.key(other);
    const token = acme.tokens.owner;
    const routes: [string, string, object?][] = [
      ['GET', ''],
      ['GET', '/members'],
      ['POST', '/members', { user_id: 'somebody' }],
      ['PATCH', '/members/owner-of-other', { role: 'viewer' }],
      ['GET', '/api-keys'],
      ['POST', '/api-keys', { name: 'x' }],
      ['POST', '/api-keys', { name: '' }],
      ['GET', `/api-keys/${id}`],
      ['DELETE', `/api-keys/${id}`],
    ];
    const reference = visible(await world.api.call('/no/such/route', { token }));
    for (const [method, route, body] of routes) {
      const call = { method, token, body };
      const foreign = visible(await world.api.call(other.path + route, call));
      const unknown = visible(await world.api.call(unknownOrganization + route, call));
      const malformed = visible(await world.api.call(`/api/v1/organization/org_'%20OR%201=1${route}`, call));
      expect(foreign).toEqual(unknown);
      expect(malformed).toEqual(unknown);
      expect({ status: foreign.status, text: foreign.text }).toEqual({ status: 404, text: reference.text });
    }
  });

  it('a key of another organization sees an unknown and a foreign organization alike', async () => {
    const { key } = await world.key(acme);
    for (const route of ['/recordings', '/templates', '/recordings/rec_00000000000000000000000000']) {
      const foreign = visible(await world.recordings.call(other.path + route, { token: key }));
      const unknown = visible(await world.recordings.call(unknownOrganization + route, { token: key }));
      expect(foreign).toEqual(unknown);
      expect(foreign.status).toBe(404);
    }
  });

  it('an unknown, a deleted and an expired key are refused with the same bytes', async () => {
    const deleted = await world.key(acme);
    await world.api.call(`${acme.path}/api-keys/${deleted.id}`, {
      method: 'DELETE',
      token: acme.tokens.admin,
    });
    const expired = await world.key(acme, { expires_at: new Date(Date.now() + 300).toISOString() });
    const tokens = [
      'pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD',
      'pk_live_0123456789ABCDEFGHIJKLMNOP49O6qE',
      'pk_live_',
      deleted.key,
    ];
    const answers = [];
    for (const token of tokens)
      answers.push(visible(await world.recordings.call(`${acme.path}/recordings`, { token })));
    while ((await world.recordings.call(`${acme.path}/recordings`, { token: expired.key })).status === 200);
    answers.push(visible(await world.recordings.call(`${acme.path}/recordings`, { token: expired.key })));
    expect(answers[0]!.status).toBe(401);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });
});
