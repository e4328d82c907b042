import { Clock } from '@pocket/access';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

describe('expiry', () => {
  let world: World;
  let acme: TestOrganization;
  beforeAll(async () => {
    world = await createWorld();
    acme = await world.organization('acme');
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => world.close());

  const setClocks = (time: number) => {
    for (const { app } of [world.api, world.recordings]) {
      jest.spyOn(app.get(Clock), 'now').mockReturnValue(new Date(time));
    }
  };
  const create = (expires_at: unknown) =>
    world.api.call(`${acme.path}/api-keys`, {
      method: 'POST',
      token: acme.tokens.admin,
      body: { name: 'Expiring', expires_at },
    });
  const end = Date.parse('2031-03-10T07:30:00.123Z');

  it.each([
    [-1, 200],
    [0, 401],
    [1, 401],
  ])('%i ms from expires_at the key is answered %i', async (offset, status) => {
    setClocks(end - 60_000);
    const { body } = await create(new Date(end).toISOString());
    setClocks(end + offset);
    const use = await world.recordings.call(`${acme.path}/recordings`, { token: body.key as string });
    expect(use.status).toBe(status);
  });

  const tenYears = Date.parse('2041-03-10T07:30:00.123Z');
  it.each([
    ['1 ms ahead', end + 1, 201],
    ['now', end, 400],
    ['1 ms ago', end - 1, 400],
    ['10 years ahead', tenYears, 201],
    ['10 years and 1 ms ahead', tenYears + 1, 400],
  ])('%s can be chosen or not, to the millisecond', async (_, time, status) => {
    setClocks(end);
    const answer = await create(new Date(time).toISOString());
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body.errors).toMatchObject([{ pointer: '/expires_at' }]);
  });

  it('is returned as UTC with milliseconds, whatever form it was given in', async () => {
    setClocks(Date.parse('2026-01-01T00:00:00Z'));
    const forms = {
      '2026-07-15T10:00:00+05:30': '2026-07-15T04:30:00.000Z',
      '2026-07-15': '2026-07-15T00:00:00.000Z',
      '2026-07-15T10:00:00.9999Z': '2026-07-15T10:00:00.999Z',
    };
    for (const [given, returned] of Object.entries(forms)) {
      const { body, headers } = await create(given);
      const read = await world.api.call(headers.get('location')!, { token: acme.tokens.viewer });
      expect([body.expires_at, read.body.expires_at]).toEqual([returned, returned]);
    }
  });

  it('lists an expired key and does not count it towards the limit', async () => {
    setClocks(Date.parse('2026-01-01T00:00:00Z'));
    const { body } = await create('2026-01-02');
    setClocks(Date.parse('2026-01-03T00:00:00Z'));
    const list = await world.api.call(`${acme.path}/api-keys`, { token: acme.tokens.viewer });
    expect((list.body.keys as { id: string }[]).map(({ id }) => id)).toContain(body.id);
  });
});
