import { ApiKey } from '@pocket/api-keys';
import { DataSource } from 'typeorm';
import { insertKeys } from '../support/many-rows.js';
import type { Body } from '../support/services.js';
import { visible } from '../support/visible.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

type Row = Body;
const day = 24 * 3_600_000;

describe('lists', () => {
  let world: World;
  let dataSource: DataSource;
  let acme: TestOrganization;
  let other: TestOrganization;
  beforeAll(async () => {
    world = await createWorld({ API_KEY_MAX_PER_ORGANIZATION: '2000' });
    dataSource = world.api.app.get(DataSource);
    acme = await world.organization('acme');
    other = await world.organization('other');
  });
  afterAll(() => world.close());

  const list = (query: string, { path, tokens } = acme) =>
    world.api.call(`${path}/api-keys${query}`, { token: tokens.viewer });
  const ids = (rows: Row[]) => rows.map(({ id }) => id as string);

  /** All rows of a list, page by page; `between` is called after each. */
  async function walk(path: string, token: string, name: string, between = async () => {}): Promise<Row[]> {
    const rows: Row[] = [];
    let cursor = '';
    do {
      const { status, body } = await world.api.call(path + (cursor && `&cursor=${cursor}`), { token });
      if (status !== 200) throw new Error(JSON.stringify(body));
      rows.push(...(body[name] as Row[]));
      cursor = (body.next_cursor as string | null) ?? '';
      await between();
    } while (cursor !== '');
    return rows;
  }

  it('of keys are answered whole and newest first without query parameters, however long', async () => {
    for (const count of [0, 1, 500, 501, 1_003]) {
      const organization = await world.organization(`with-${count}`);
      const inserted = await insertKeys(dataSource, organization.id, count);
      const { status, headers, body } = await list('', organization);
      expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
      expect(Object.keys(body)).toEqual(['keys']);
      expect(ids(body.keys as Row[])).toEqual(inserted);
    }
  });

  it('of keys give each key that is there all the while exactly once, page by page, while others come and go', async () => {
    const organization = await world.organization('busy');
    const stay = await insertKeys(dataSource, organization.id, 40, (index) => ({
      // Several of the same millisecond, so that only the id tells them apart.
      createdAt: new Date(Date.now() - day - Math.floor(index / 7)),
    }));
    const gone: string[] = [];
    for (let index = 0; index < 6; index++) gone.push((await world.key(organization)).id);
    const { tokens, path } = organization;
    const seen = await walk(`${path}/api-keys?limit=5`, tokens.viewer, 'keys', async () => {
      await world.key(organization);
      const id = gone.pop();
      if (id) await world.api.call(`${path}/api-keys/${id}`, { method: 'DELETE', token: tokens.admin });
    });
    const counts = stay.map((id) => ids(seen).filter((one) => one === id).length);
    expect(counts).toEqual(stay.map(() => 1));
    expect(new Set(ids(seen)).size).toBe(seen.length);
    const { body } = await list('', organization);
    const paged = await walk(`${path}/api-keys?limit=7`, tokens.viewer, 'keys');
    expect(paged).toEqual(body.keys);
  });

  describe('with filters', () => {
    let organization: TestOrganization;
    const [now, one] = [Date.now(), 'recordings:read'];
    const expired = { expiresAt: new Date(now - 5 * day) };
    const rows: Record<string, Partial<ApiKey>> = {
      fresh: { createdAt: new Date(now - 1_000), expiresAt: null, scopes: ['templates:read'] },
      used: { createdAt: new Date(now - 90 * day), expiresAt: null, lastUsedAt: new Date(now - day) },
      idle: { createdAt: new Date(now - 90 * day - 1), lastUsedAt: new Date(now - 60 * day) },
      never: {
        createdAt: new Date(now - 90 * day - 2),
        expiresAt: new Date(now + 5 * day),
        scopes: ['old:scope', one],
      },
      dead: { createdAt: new Date(now - 91 * day), ...expired, scopes: ['recordings:write', one] },
    };
    const names = Object.keys(rows);
    beforeAll(async () => {
      organization = await world.organization('filtered');
      await insertKeys(dataSource, organization.id, names.length, (index) => ({
        name: names[index],
        ...rows[names[index]!],
      }));
    });

    const ahead = (days: number) => encodeURIComponent(new Date(now + days * day).toISOString());
    it.each([
      ['status=active', ['fresh', 'used', 'idle', 'never']],
      ['status=expired', ['dead']],
      ['scope=templates:read', ['fresh', 'used', 'idle']],
      ['scope=recordings:write', ['dead']],
      [`expires_before=${ahead(6)}`, ['never', 'dead']],
      [`expires_before=${ahead(0)}`, ['dead']],
      ['expires_before=0001-01-01', []],
      ['expires_before=9999-12-31T23:59:59-23:59', ['idle', 'never', 'dead']],
      [`unused_since=${ahead(-30)}`, ['idle', 'never', 'dead']],
      [`unused_since=${ahead(-90)}`, ['never', 'dead']],
      ['unused_since=0000-01-01', []],
      [
        `status=active&scope=recordings:read&expires_before=${ahead(6)}&unused_since=${ahead(-30)}`,
        ['never'],
      ],
    ])('?%s lists %j', async (query, wanted) => {
      // Created 90 days and 1 ms ago is before 90 days ago, and so is 2 ms; used 60 days ago is not.
      const { status, body } = await list(`?${query}`, organization);
      expect([status, body.next_cursor, (body.keys as Row[]).map(({ name }) => name as string)]).toEqual([
        200,
        null,
        wanted,
      ]);
      const paged = await walk(
        `${organization.path}/api-keys?limit=1&${query}`,
        organization.tokens.viewer,
        'keys',
      );
      expect(paged).toEqual(body.keys);
    });

    it('show scopes in the order of the registry, and those that are no longer registered last', async () => {
      const { body } = await list('', organization);
      const scopesOf = (name: string) => (body.keys as Row[]).find((row) => row.name === name)!.scopes;
      expect([scopesOf('never'), scopesOf('dead')]).toEqual([
        ['recordings:read', 'old:scope'],
        ['recordings:read', 'recordings:write'],
      ]);
    });

    it.each([
      ['scope=old:scope', '/scope', 'unknown_scope'],
      ['scope=recordings:_ead', '/scope', 'unknown_scope'],
      ['scope=x', '/scope', 'unknown_scope'],
      ['scope=recordings:read&scope=recordings:read', '/scope', 'is_string'],
      ['status=deleted', '/status', 'is_in'],
      ['limit=0', '/limit', 'min'],
      ['limit=1001', '/limit', 'max'],
      ['limit=1e1', '/limit', 'is_int'],
      ['expires_before=2027-02-30', '/expires_before', 'is_time'],
      ['unused_since=tomorrow', '/unused_since', 'is_time'],
      ['cursor=', '/cursor', 'matches'],
      ['cursor=x', '/cursor', 'matches'],
      ['cursor=AAAA', '/cursor', 'matches'],
      ['sort=name', '/sort', 'unknown_field'],
    ])('?%s is refused at %s as %s', async (query, pointer, code) => {
      const { status, body } = await list(`?${query}`, organization);
      expect([status, body.code, body.errors]).toEqual([
        400,
        'validation_failed',
        [expect.objectContaining({ pointer, code })],
      ]);
    });
  });

  it('refuse a cursor of other filters and of another organization, in the same words', async () => {
    await insertKeys(dataSource, acme.id, 3);
    await insertKeys(dataSource, other.id, 3);
    const cursorOf = async (query: string, organization: TestOrganization) =>
      (await list(query, organization)).body.next_cursor as string;
    const cursor = await cursorOf('?limit=1', acme);
    expect((await list(`?limit=2&cursor=${cursor}`)).body.keys).toHaveLength(2);
    const answers = [
      await list(`?cursor=${cursor}&status=active`),
      await list(`?cursor=${await cursorOf('?limit=1', other)}`),
      await list(`?cursor=${await cursorOf('?limit=1&scope=recordings:read', acme)}`),
      await list(`?cursor=${Buffer.from('["x","2026-01-01T00:00:00.000Z","key_x"]').toString('base64url')}`),
      await list(`?cursor=${Buffer.from('{"length":3}').toString('base64url')}`),
    ].map(visible);
    expect(answers[0]).toMatchObject({ status: 400 });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('refuse a cursor that was made up, whatever stands where it says', async () => {
    const { body } = await list('?limit=1');
    const [mark] = JSON.parse(Buffer.from(body.next_cursor as string, 'base64url').toString()) as [string];
    const positions: unknown[][] = [
      ['2026-01-01T00:00:00.000Z', 'ａ'.repeat(20)],
      ['2026-01-01T00:00:00.000Z', "key_' OR 1=1 --00000000"],
      ['+010000-01-01T00:00:00.000Z', `key_${'0'.repeat(26)}`],
      ['', `key_${'0'.repeat(26)}`],
      [1, 2],
      [],
    ];
    for (const position of positions) {
      const cursor = Buffer.from(JSON.stringify([mark, ...position])).toString('base64url');
      expect([position, (await list(`?cursor=${cursor}`)).status]).toEqual([position, 400]);
    }
    for (const length of [1_000, 1_001])
      expect((await list(`?cursor=${'A'.repeat(length)}`)).status).toBe(400);
    for (const year of ['0000', '0001', '9999']) {
      const cursor = Buffer.from(
        JSON.stringify([mark, `${year}-01-01T00:00:00.000Z`, `key_${'0'.repeat(26)}`]),
      ).toString('base64url');
      expect([year, (await list(`?cursor=${cursor}`)).status]).toEqual([year, 200]);
    }
  });

  it('of members and of one’s own organizations come whole, or page by page', async () => {
    const token = await world.issuer.token('collector');
    for (let index = 0; index < 5; index++)
      await world.api.call('/api/v1/organization', {
        method: 'POST',
        token,
        body: { name: `Number ${index}` },
      });
    for (const [path, as, name] of [
      ['/api/v1/organization', token, 'organizations'],
      [`${acme.path}/members`, acme.tokens.viewer, 'members'],
    ] as const) {
      const whole = await world.api.call(path, { token: as });
      expect(Object.keys(whole.body)).toEqual([name]);
      expect((whole.body[name] as Row[]).length).toBeGreaterThan(4);
      expect(await walk(`${path}?limit=2`, as, name)).toEqual(whole.body[name]);
      const { status, body } = await world.api.call(`${path}?cursor=x`, { token: as });
      expect([status, body.errors[0].pointer]).toEqual([400, '/cursor']);
    }
  });

  it('and every other route that documents query parameters refuse one that it does not have, after 401, 403 and 404', async () => {
    const { key } = await world.key(acme);
    let checked = 0;
    for (const service of [world.api, world.recordings]) {
      const { paths } = (await service.call('/openapi.json')).body as Body;
      for (const [path, { get }] of Object.entries(paths as Record<string, Body>)) {
        if (!get) continue;
        const documents = ((get.parameters ?? []) as Body[]).some((parameter) => parameter.in === 'query');
        const isForKeys = !JSON.stringify(get.security).includes('PersonToken');
        const at = (organization: string) =>
          path.replace('{orgId}', organization).replace(/\{\w+\}/, `key_${'0'.repeat(26)}`);
        const query = '?surprise=1&scope=recordings:read';
        const ask = (organization: string, token?: string) =>
          service.call(at(organization) + (documents ? query : '?surprise=1'), { token });
        expect([path, (await ask(acme.id)).status]).toEqual([path, 401]);
        if (path.includes('{orgId}'))
          expect([path, (await ask(other.id, acme.tokens.viewer)).status]).toEqual([path, 404]);
        const { status, body } = await ask(acme.id, isForKeys ? key : acme.tokens.viewer);
        const codes = ((body.errors ?? []) as Body[]).map(({ code, pointer }) => `${pointer} ${code}`);
        if (documents)
          expect([path, status, codes]).toEqual([
            path,
            400,
            expect.arrayContaining(['/surprise unknown_field']),
          ]);
        else expect([path, status === 400]).toEqual([path, false]);
        checked += Number(documents);
      }
    }
    expect(checked).toBe(6);
  });
});
