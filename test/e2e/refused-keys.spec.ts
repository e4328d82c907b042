import { Clock } from '@pocket/access';
import { visible } from '../support/visible.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

describe('a key that is not accepted', () => {
  let world: World;
  let acme: TestOrganization;
  beforeAll(async () => {
    world = await createWorld();
    acme = await world.organization('acme');
  });
  afterAll(() => world.close());

  it('is refused with the same bytes whether it is unknown, deleted or expired', async () => {
    const deleted = await world.key(acme);
    await world.api.call(`${acme.path}/api-keys/${deleted.id}`, {
      method: 'DELETE',
      token: acme.tokens.admin,
    });
    const expired = await world.key(acme, { expires_at: new Date(Date.now() + 60_000).toISOString() });
    const tokens = [
      'pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD',
      'pk_live_0123456789ABCDEFGHIJKLMNOP49O6qE',
      'pk_live_',
      deleted.key,
    ];
    const answers = [];
    for (const token of tokens)
      answers.push(visible(await world.recordings.call(`${acme.path}/recordings`, { token })));
    jest.spyOn(world.recordings.app.get(Clock), 'now').mockReturnValue(new Date(Date.now() + 60_000));
    answers.push(visible(await world.recordings.call(`${acme.path}/recordings`, { token: expired.key })));
    expect(answers[0]!.status).toBe(401);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });
});
