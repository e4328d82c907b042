import { Membership } from '@pocket/organizations';
import { DataSource } from 'typeorm';
import { startHost } from '../support/hosts.js';
import { insertMembers, insertOrganizations } from '../support/many-rows.js';
import { startApi, type TestService } from '../support/services.js';
import { createWorld, type World } from '../support/world.js';

describe('organizations', () => {
  let world: World;
  let dataSource: DataSource;
  beforeAll(async () => {
    world = await createWorld();
    dataSource = world.api.app.get(DataSource);
  });
  const started: { close(): Promise<unknown> }[] = [];
  afterAll(async () => {
    for (const one of started) await one.close();
    await world.close();
  });
  const keep = async <T extends { close(): Promise<unknown> }>(starting: Promise<T>): Promise<T> => {
    const one = await starting;
    started.push(one);
    return one;
  };

  const create = async (
    sub: string,
    api: Pick<TestService, 'call'> = world.api,
    body: object = { name: 'New' },
  ) => {
    const token = await world.issuer.token(sub);
    return api.call('/api/v1/organization', { method: 'POST', token, body });
  };

  it('of one person are 1,000 at most, however many requests create them at once', async () => {
    await insertOrganizations(dataSource, 'founder', 997);
    const answers = await Promise.all(Array.from({ length: 8 }, () => create('founder')));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(answers.length - refused.length).toBe(3);
    for (const { status, body } of refused) expect([status, body.code]).toEqual([409, 'conflict']);
    const token = await world.issuer.token('founder');
    const { body } = await world.api.call('/api/v1/organization', { token });
    expect(body.organizations).toHaveLength(1_000);
  });

  it('of which others have made a person owner do not count, so that nobody can use up what is somebody else’s', async () => {
    await insertOrganizations(dataSource, 'joiner', 1_000, { createdBy: 'generous' });
    expect((await create('joiner')).status).toBe(201);
    expect((await create('generous')).status).toBe(409);
  });

  it('count for who created them after that person has left', async () => {
    await insertOrganizations(dataSource, 'leaver', 1_000);
    await dataSource.manager.update(Membership, { userId: 'leaver' }, { status: 'removed' });
    expect((await create('leaver')).status).toBe(409);
  });

  it('have 10,000 members at most, however many requests add them at once', async () => {
    const acme = await world.organization('acme');
    const rows = await dataSource.manager.countBy(Membership, { organizationId: acme.id });
    await insertMembers(dataSource, acme.id, 10_000 - rows - 2);
    const add = (user_id: string) =>
      world.api.call(`${acme.path}/members`, { method: 'POST', token: acme.tokens.admin, body: { user_id } });
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(add));
    const codes = answers.map(({ status, body }) => (status === 201 ? 'added' : String(body.code)));
    expect(codes.toSorted((a, b) => a.localeCompare(b))).toEqual([
      ...Array<string>(2).fill('added'),
      ...Array<string>(3).fill('conflict'),
    ]);
    const { body } = await world.api.call(`${acme.path}/members`, { token: acme.tokens.viewer });
    expect(new Set((body.members as { user_id: string }[]).map((member) => member.user_id)).size).toBe(
      10_000,
    );
  });

  it('may be created by whom the operator names and nobody else, who is refused before the body is read', async () => {
    const named = await keep(startApi({ ...world.env, ORGANIZATION_CREATORS: 'ada, auth0|64f1c2' }));
    const none = await keep(startApi({ ...world.env, ORGANIZATION_CREATORS: 'none' }));
    const host = await keep(
      startHost(world, { platform: 'express', options: { organizationCreators: ['ada'] } }),
    );
    for (const api of [named, host]) expect((await create('ada', api)).status).toBe(201);
    expect((await create('auth0|64f1c2', named)).status).toBe(201);
    for (const [sub, api] of [
      ['Ada', named],
      ['ad', host],
      ['ada', none],
    ] as const)
      for (const body of [{ name: 'New' }, { wrong: 1 }]) {
        const { status, body: problem } = await create(sub, api, body);
        expect([sub, status, problem.code, 'required_role' in problem]).toEqual([
          sub,
          403,
          'insufficient_role',
          false,
        ]);
      }
  });
});
