import { readTable } from '../support/read-table.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

const day = 86_400_000;
const emoji = (count: number) => '😀'.repeat(count);
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const ahead = (ms: number) => new Date(Date.now() + ms).toISOString();

/** A body that is refused, and the JSON pointer that must name the culprit. A string is sent as it is. */
type Refused = [title: string, body: unknown, pointer: string];

/** What every text field refuses; `set` puts the value into an otherwise valid body. */
const badText = (field: string, max: number, set: (value: unknown) => object): Refused[] => [
  [`${field}: empty`, set(''), `/${field}`],
  [`${field}: only white space`, set(' \t '), `/${field}`],
  [`${field}: ${max + 1} letters`, set('x'.repeat(max + 1)), `/${field}`],
  [`${field}: ${max + 1} emoji`, set(emoji(max + 1)), `/${field}`],
  [`${field}: NUL`, set('a\u0000b'), `/${field}`],
  [`${field}: control character`, set('a\u001bb'), `/${field}`],
  [`${field}: C1 control character`, set('a\u0085b'), `/${field}`],
  [`${field}: lone high surrogate`, JSON.stringify(set('@@')).replace('@@', '\\ud83d'), `/${field}`],
  [`${field}: lone low surrogate`, JSON.stringify(set('@@')).replace('@@', '\\ude00'), `/${field}`],
  [`${field}: null`, set(null), `/${field}`],
  [`${field}: number`, set(1), `/${field}`],
  [`${field}: boolean`, set(true), `/${field}`],
  [`${field}: array`, set(['a']), `/${field}`],
  [`${field}: object`, set({ first: 'x' }), `/${field}`],
  [`${field}: object with an inherited name`, set({ toString: 'x' }), `/${field}/toString`],
  [`${field}: 1,500 nested arrays`, JSON.stringify(set('@@')).replace('"@@"', nested(1500)), `/${field}`],
  [`${field}: 30,000 nested arrays`, JSON.stringify(set('@@')).replace('"@@"', nested(30_000)), `/${field}`],
];

/** What every body refuses. */
const badObject = (valid: object, field: string): Refused[] => {
  const text = JSON.stringify(valid).slice(1, -1);
  return [
    ['unknown field', { ...valid, surprise: 1 }, '/surprise'],
    ['__proto__', `{${text},"__proto__":{"role":"owner"}}`, '/__proto__'],
    ['escaped __proto__', `{${text},"\\u005f_proto__":{"role":"owner"}}`, '/__proto__'],
    ['constructor', { ...valid, constructor: { prototype: {} } }, '/constructor'],
    ['duplicate key', `{${text},"${field}":"again"}`, `/${field}`],
    ['lone surrogate in a name', `{${text},"a\\udc00":1}`, '/a\udc00'],
    ['lone surrogate in a list', `{${text},"x":["\\ud83d\\ude00","\\ud83d"]}`, '/x/1'],
    ['not JSON', '{', ''],
    ['trailing comma', `{${text},}`, ''],
    ['comment', `{${text}/**/}`, ''],
    ['two values', '{}{}', ''],
    ['array', [valid], ''],
    ['string', '"x"', ''],
    ['null', 'null', ''],
    ['empty body', '', ''],
    ['nested arrays alone', nested(1500), ''],
  ];
};

describe('validation', () => {
  let world: World;
  let acme: TestOrganization;
  beforeAll(async () => {
    world = await createWorld();
    acme = await world.organization('acme');
  });
  afterAll(() => world.close());

  const snapshot = async (table: string) => JSON.stringify(await readTable(world.database.url, table));

  function refuses(
    table: string,
    service: 'api' | 'recordings',
    method: string,
    path: () => string,
    cases: Refused[],
  ): void {
    it.each(cases)('%s is refused and named, and nothing is stored', async (_, body, pointer) => {
      const before = await snapshot(table);
      const answer = await world[service].call(path(), { method, token: acme.tokens.owner, body });
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
    const valid = { name: 'Acme' };
    refuses('organizations', 'api', 'POST', () => '/api/v1/organization', [
      ...badText('name', 100, (name) => ({ name })),
      ...badObject(valid, 'name'),
      ['no name', {}, '/name'],
    ]);
  });

  describe('POST /members', () => {
    const valid = { user_id: 'somebody' };
    refuses('memberships', 'api', 'POST', () => `${acme.path}/members`, [
      ...badText('user_id', 128, (user_id) => ({ user_id })),
      ...badText('name', 100, (name) => ({ ...valid, name })),
      ...badObject(valid, 'user_id'),
      ['no user_id', {}, '/user_id'],
      ['role: unknown', { ...valid, role: 'root' }, '/role'],
      ['role: other case', { ...valid, role: 'Admin' }, '/role'],
      ['role: null', { ...valid, role: null }, '/role'],
      ['role: array', { ...valid, role: ['admin'] }, '/role'],
      ['email: no address', { ...valid, email: 'ada' }, '/email'],
      ['email: null', { ...valid, email: null }, '/email'],
      ['email: lone surrogate', { ...valid, email: 'ada\udfff@example.com' }, '/email'],
      ['email: control character in a quoted part', { ...valid, email: '"\u0001"@example.com' }, '/email'],
      ['email: too long', { ...valid, email: `${'a'.repeat(64)}@${'b'.repeat(250)}.example` }, '/email'],
      ['status: not for creation', { ...valid, status: 'active' }, '/status'],
    ]);
  });

  describe('PATCH /members/:userId', () => {
    refuses('memberships', 'api', 'PATCH', () => `${acme.path}/members/viewer-of-acme`, [
      ...badObject({ role: 'member' }, 'role'),
      ['role: unknown', { role: 'root' }, '/role'],
      ['role: null', { role: null }, '/role'],
      ['status: unknown', { status: 'deleted' }, '/status'],
      ['status: null', { status: null }, '/status'],
      ['user_id: fixed', { user_id: 'x' }, '/user_id'],
    ]);
  });

  describe('POST /api-keys', () => {
    const valid = { name: 'CI' };
    refuses('api_keys', 'api', 'POST', () => `${acme.path}/api-keys`, [
      ...badText('name', 100, (name) => ({ name })),
      ...badObject(valid, 'name'),
      ['no name', {}, '/name'],
      ['scopes: empty', { ...valid, scopes: [] }, '/scopes'],
      ['scopes: null', { ...valid, scopes: null }, '/scopes'],
      ['scopes: string', { ...valid, scopes: 'recordings:read' }, '/scopes'],
      ['scopes: object', { ...valid, scopes: { 0: 'recordings:read' } }, '/scopes'],
      ['scopes: unknown', { ...valid, scopes: ['recordings:read', 'recordings:delete'] }, '/scopes/1'],
      ['scopes: other case', { ...valid, scopes: ['Recordings:read'] }, '/scopes/0'],
      ['scopes: with space', { ...valid, scopes: ['recordings:read '] }, '/scopes/0'],
      ['scopes: wildcard', { ...valid, scopes: ['*'] }, '/scopes/0'],
      ['scopes: inherited name', { ...valid, scopes: ['toString'] }, '/scopes/0'],
      ['scopes: number', { ...valid, scopes: [1] }, '/scopes/0'],
      ['scopes: null inside', { ...valid, scopes: [null] }, '/scopes/0'],
      ['scopes: array inside', { ...valid, scopes: [['recordings:read']] }, '/scopes/0'],
      ['expires_at: now', { ...valid, expires_at: ahead(-1) }, '/expires_at'],
      ['expires_at: 11 years', { ...valid, expires_at: ahead(11 * 365 * day) }, '/expires_at'],
      ['expires_at: empty', { ...valid, expires_at: '' }, '/expires_at'],
      ['expires_at: number', { ...valid, expires_at: Date.now() + day }, '/expires_at'],
      ['expires_at: no offset', { ...valid, expires_at: '2030-01-01T00:00:00' }, '/expires_at'],
      ['expires_at: 30 February', { ...valid, expires_at: '2030-02-30' }, '/expires_at'],
      ['expires_at: week', { ...valid, expires_at: '2030-W01-1' }, '/expires_at'],
      ['expires_at: year 10000', { ...valid, expires_at: '10000-01-01T00:00:00Z' }, '/expires_at'],
      ['key: chosen by the caller', { ...valid, key: 'pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD' }, '/key'],
      ['id: chosen by the caller', { ...valid, id: 'key_1' }, '/id'],
    ]);

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
    const valid = { title: 'Weekly sync' };
    refuses('recordings', 'recordings', 'POST', () => `${acme.path}/recordings`, [
      ...badText('title', 200, (title) => ({ title })),
      ...badObject(valid, 'title'),
      ['duration: negative', { ...valid, duration: -1 }, '/duration'],
      ['duration: fraction', { ...valid, duration: 1.5 }, '/duration'],
      ['duration: text', { ...valid, duration: '60' }, '/duration'],
      ['duration: too long', { ...valid, duration: 604_801 }, '/duration'],
      ['duration: huge', `{"title":"x","duration":1e999}`, '/duration'],
      ['language: sentence', { ...valid, language: 'in English' }, '/language'],
      ['language: null', { ...valid, language: null }, '/language'],
    ]);
  });

  describe('POST /templates', () => {
    const valid = { name: 'Sales call' };
    const section = { title: 'Next steps', prompt: 'List them.' };
    refuses('templates', 'recordings', 'POST', () => `${acme.path}/templates`, [
      ...badText('name', 100, (name) => ({ name })),
      ...badObject(valid, 'name'),
      ['description: too long', { ...valid, description: 'x'.repeat(1001) }, '/description'],
      ['sections: no array', { ...valid, sections: section }, '/sections'],
      ['sections: null', { ...valid, sections: null }, '/sections'],
      ['sections: 51', { ...valid, sections: Array.from({ length: 51 }, () => section) }, '/sections'],
      ['sections: number inside', { ...valid, sections: [1] }, '/sections/0'],
      ['sections: array inside', { ...valid, sections: [[section]] }, '/sections/0'],
      ['sections: without prompt', { ...valid, sections: [section, { title: 'x' }] }, '/sections/1/prompt'],
      ['sections: unknown field', { ...valid, sections: [{ ...section, x: 1 }] }, '/sections/0/x'],
    ]);

    it.each(['0', '101', '-1', '1.5', 'ten', '', '1e1', '٣'])('limit=%s is refused', async (limit) => {
      const path = `${acme.path}/templates?limit=${encodeURIComponent(limit)}`;
      const answer = await world.recordings.call(path, { token: acme.tokens.viewer });
      expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, '/limit']);
    });
  });
});
