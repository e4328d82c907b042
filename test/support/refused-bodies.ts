const day = 86_400_000;
export const emoji = (count: number) => '😀'.repeat(count);
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const ahead = (ms: number) => new Date(Date.now() + ms).toISOString();

/** A body that is refused, and the JSON pointer that must name the culprit. A string is sent as it is. */
type Refused = [title: string, body: unknown, pointer: string];

/** What a route refuses, in the table that must stay as it is. */
export interface RefusedBodies {
  service: 'api' | 'recordings';
  table: string;
  cases: Refused[];
}

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

const anOrganization = { name: 'Acme' };
const aMember = { user_id: 'somebody' };
const aKey = { name: 'CI' };
const aRecording = { title: 'Weekly sync' };
const aTemplate = { name: 'Sales call' };
const aSection = { title: 'Next steps', prompt: 'List them.' };

/** By method and path. */
export const refusedBodies: Record<string, RefusedBodies> = {
  'POST /api/v1/organization': {
    service: 'api',
    table: 'organizations',
    cases: [
      ...badText('name', 100, (name) => ({ name })),
      ...badObject(anOrganization, 'name'),
      ['no name', {}, '/name'],
    ],
  },
  'POST /api/v1/organization/:orgId/members': {
    service: 'api',
    table: 'memberships',
    cases: [
      ...badText('user_id', 128, (user_id) => ({ user_id })),
      ...badText('name', 100, (name) => ({ ...aMember, name })),
      ...badObject(aMember, 'user_id'),
      ['no user_id', {}, '/user_id'],
      ['role: unknown', { ...aMember, role: 'root' }, '/role'],
      ['role: other case', { ...aMember, role: 'Admin' }, '/role'],
      ['role: null', { ...aMember, role: null }, '/role'],
      ['role: array', { ...aMember, role: ['admin'] }, '/role'],
      ['email: no address', { ...aMember, email: 'ada' }, '/email'],
      ['email: null', { ...aMember, email: null }, '/email'],
      ['email: lone surrogate', { ...aMember, email: 'ada\udfff@example.com' }, '/email'],
      ['email: control character in a quoted part', { ...aMember, email: '"\u0001"@example.com' }, '/email'],
      ['email: too long', { ...aMember, email: `${'a'.repeat(64)}@${'b'.repeat(250)}.example` }, '/email'],
      ['status: not for creation', { ...aMember, status: 'active' }, '/status'],
    ],
  },
  'PATCH /api/v1/organization/:orgId/members/viewer-of-acme': {
    service: 'api',
    table: 'memberships',
    cases: [
      ...badObject({ role: 'member' }, 'role'),
      ['role: unknown', { role: 'root' }, '/role'],
      ['role: null', { role: null }, '/role'],
      ['status: unknown', { status: 'deleted' }, '/status'],
      ['status: null', { status: null }, '/status'],
      ['user_id: fixed', { user_id: 'x' }, '/user_id'],
    ],
  },
  'POST /api/v1/organization/:orgId/api-keys': {
    service: 'api',
    table: 'api_keys',
    cases: [
      ...badText('name', 100, (name) => ({ name })),
      ...badObject(aKey, 'name'),
      ['no name', {}, '/name'],
      ['scopes: empty', { ...aKey, scopes: [] }, '/scopes'],
      ['scopes: null', { ...aKey, scopes: null }, '/scopes'],
      ['scopes: string', { ...aKey, scopes: 'recordings:read' }, '/scopes'],
      ['scopes: object', { ...aKey, scopes: { 0: 'recordings:read' } }, '/scopes'],
      ['scopes: unknown', { ...aKey, scopes: ['recordings:read', 'recordings:delete'] }, '/scopes/1'],
      ['scopes: other case', { ...aKey, scopes: ['Recordings:read'] }, '/scopes/0'],
      ['scopes: with space', { ...aKey, scopes: ['recordings:read '] }, '/scopes/0'],
      ['scopes: wildcard', { ...aKey, scopes: ['*'] }, '/scopes/0'],
      ['scopes: inherited name', { ...aKey, scopes: ['toString'] }, '/scopes/0'],
      ['scopes: number', { ...aKey, scopes: [1] }, '/scopes/0'],
      ['scopes: null inside', { ...aKey, scopes: [null] }, '/scopes/0'],
      ['scopes: array inside', { ...aKey, scopes: [['recordings:read']] }, '/scopes/0'],
      ['expires_at: now', { ...aKey, expires_at: ahead(-1) }, '/expires_at'],
      ['expires_at: 11 years', { ...aKey, expires_at: ahead(11 * 365 * day) }, '/expires_at'],
      ['expires_at: empty', { ...aKey, expires_at: '' }, '/expires_at'],
      ['expires_at: number', { ...aKey, expires_at: Date.now() + day }, '/expires_at'],
      ['expires_at: no offset', { ...aKey, expires_at: '2030-01-01T00:00:00' }, '/expires_at'],
      ['expires_at: 30 February', { ...aKey, expires_at: '2030-02-30' }, '/expires_at'],
      ['expires_at: week', { ...aKey, expires_at: '2030-W01-1' }, '/expires_at'],
      ['expires_at: year 10000', { ...aKey, expires_at: '10000-01-01T00:00:00Z' }, '/expires_at'],
      ['key: chosen by the caller', { ...aKey, key: 'pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD' }, '/key'],
      ['id: chosen by the caller', { ...aKey, id: 'key_1' }, '/id'],
    ],
  },
  'POST /api/v1/organization/:orgId/recordings': {
    service: 'recordings',
    table: 'recordings',
    cases: [
      ...badText('title', 200, (title) => ({ title })),
      ...badObject(aRecording, 'title'),
      ['duration: negative', { ...aRecording, duration: -1 }, '/duration'],
      ['duration: fraction', { ...aRecording, duration: 1.5 }, '/duration'],
      ['duration: text', { ...aRecording, duration: '60' }, '/duration'],
      ['duration: too long', { ...aRecording, duration: 604_801 }, '/duration'],
      ['duration: huge', `{"title":"x","duration":1e999}`, '/duration'],
      ['language: sentence', { ...aRecording, language: 'in English' }, '/language'],
      ['language: null', { ...aRecording, language: null }, '/language'],
    ],
  },
  'POST /api/v1/organization/:orgId/templates': {
    service: 'recordings',
    table: 'templates',
    cases: [
      ...badText('name', 100, (name) => ({ name })),
      ...badObject(aTemplate, 'name'),
      ['description: too long', { ...aTemplate, description: 'x'.repeat(1001) }, '/description'],
      ['sections: no array', { ...aTemplate, sections: aSection }, '/sections'],
      ['sections: null', { ...aTemplate, sections: null }, '/sections'],
      ['sections: 51', { ...aTemplate, sections: Array.from({ length: 51 }, () => aSection) }, '/sections'],
      ['sections: number inside', { ...aTemplate, sections: [1] }, '/sections/0'],
      ['sections: array inside', { ...aTemplate, sections: [[aSection]] }, '/sections/0'],
      [
        'sections: without prompt',
        { ...aTemplate, sections: [aSection, { title: 'x' }] },
        '/sections/1/prompt',
      ],
      ['sections: unknown field', { ...aTemplate, sections: [{ ...aSection, x: 1 }] }, '/sections/0/x'],
    ],
  },
};
