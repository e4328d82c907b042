import { readTable } from '../support/read-table.js';
import { emoji, refusedBodies } from '../support/refused-bodies.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

describe('validation', () => {
  let world: World;
  let acme: TestOrganization;
  beforeAll(async () => {
    world = await createWorld();
    acme = await world.organization('acme');
  });
  afterAll(() => world.close());

  const snapshot = async (table: string) => JSON.stringify(await readTable(world.database.url, table));

  function refuses(route: string): void {
    const { service, table, cases } = refusedBodies[route]!;
    const [method, template] = route.split(' ') as [string, string];
    it.each(cases)('%s is refused and named, and nothing is stored', async (_, body, pointer) => {
      const before = await snapshot(table);
      const path = template.replace(':orgId', acme.id);
      const answer = await world[service].call(path, { method, token: acme.tokens.owner, body });
      expect(answer.status).toBe(400);
      expect(['malformed_request', 'validation_failed']).toContain(answer.body.code);
      const errors = answer.body.errors as { pointer: string; code: string; detail: string }[];
      expect(errors.map((error) => error.pointer)).toContain(pointer);
      for (const error of errors) {
        expect(error).toEqual({
          pointer: expect.any(String),
          code: expect.stringMatching(/^[a-z][a-z0-9_]*$/),
          detail: expect.stringMatching(/\S/),
        });
      }
      expect(await snapshot(table)).toBe(before);
    });
  }

  describe('POST /organization', () => {
    refuses('POST /api/v1/organization');
  });

  describe('POST /members', () => {
    refuses('POST /api/v1/organization/:orgId/members');
  });

  describe('PATCH /members/:userId', () => {
    refuses('PATCH /api/v1/organization/:orgId/members/viewer-of-acme');
  });

  describe('POST /api-keys', () => {
    refuses('POST /api/v1/organization/:orgId/api-keys');

    const create = (body: unknown) =>
      world.api.call(`${acme.path}/api-keys`, { method: 'POST', token: acme.tokens.admin, body });

    it.each([
      ['1 letter', 'x', 'x'],
      ['100 letters', 'x'.repeat(100), 'x'.repeat(100)],
      ['100 emoji', emoji(100), emoji(100)],
      ['100 emoji with variation selectors, cut at code points', '❤️'.repeat(50), '❤️'.repeat(50)],
      ['white space around', '  CI Pipeline\n', 'CI Pipeline'],
      ['100 letters in white space', ` ${'x'.repeat(100)} `, 'x'.repeat(100)],
      ['right-to-left text', 'مفتاح', 'مفتاح'],
      ['quotes and backslashes', `'"\\;--`, `'"\\;--`],
    ])('name: %s is kept exactly', async (_, name, kept) => {
      const { status, body, headers } = await create({ name });
      const read = await world.api.call(headers.get('location')!, { token: acme.tokens.viewer });
      expect([status, body.name, read.body.name]).toEqual([201, kept, kept]);
    });

    it('scopes: duplicates are dropped and the order is the registry’s', async () => {
      const scopes = ['templates:write', 'recordings:read', 'templates:write', 'recordings:read'];
      expect((await create({ name: 'x', scopes })).body.scopes).toEqual([
        'recordings:read',
        'templates:write',
      ]);
    });

    it('scopes: left out means all that are registered, written out', async () => {
      const all = ['recordings:read', 'recordings:write', 'templates:read', 'templates:write'];
      expect((await create({ name: 'x' })).body.scopes).toEqual(all);
    });

    it.each([[null], [undefined]])('expires_at: %s means never', async (expires_at) => {
      expect((await create({ name: 'x', expires_at })).body.expires_at).toBeNull();
    });

    it('says all that is wrong at once', async () => {
      const { body } = await create({ name: '', scopes: [], expires_at: 'soon', surprise: 1 });
      const pointers = (body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
      expect(new Set(pointers)).toEqual(new Set(['/name', '/scopes', '/expires_at', '/surprise']));
    });

    it('repeats at most 100 characters of the caller’s input', async () => {
      const marker = 'Zq';
      const fields = Array.from({ length: 50 }, (_, i) => [`${marker.repeat(100)}${i}`, marker.repeat(100)]);
      const { text } = await create({ name: marker.repeat(200), ...Object.fromEntries(fields) });
      expect((text.match(/Zq/g) ?? []).length * 2).toBeLessThanOrEqual(100);
    });
  });

  describe('POST /recordings', () => {
    refuses('POST /api/v1/organization/:orgId/recordings');
  });

  describe('POST /templates', () => {
    refuses('POST /api/v1/organization/:orgId/templates');

    it.each(['0', '101', '-1', '1.5', 'ten', '', '1e1', '٣'])('limit=%s is refused', async (limit) => {
      const path = `${acme.path}/templates?limit=${encodeURIComponent(limit)}`;
      const answer = await world.recordings.call(path, { token: acme.tokens.viewer });
      expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, '/limit']);
    });
  });
});
