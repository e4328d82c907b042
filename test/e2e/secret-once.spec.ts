import { createHash } from 'node:crypto';
import { startProcess } from '../support/processes.js';
import { readTable, tableNames } from '../support/read-table.js';
import { createWorld, type World } from '../support/world.js';

describe('a secret', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  it('is in the answer to its creation and nowhere else, its hash in its own column and nowhere else', async () => {
    const acme = await world.organization('acme');
    const other = await world.organization('other');
    const loud = { ...world.env, LOG_LEVEL: 'trace' };
    const [api, recordings] = await Promise.all([
      startProcess('api', loud),
      startProcess('recordings', loud),
    ]);
    const keys = `${acme.path}/api-keys`;
    const token = acme.tokens.admin;
    const created = await Promise.all(
      ['recordings:read', 'templates:write'].map((scope) =>
        api.call(keys, { method: 'POST', token, body: { name: 'Secret', scopes: [scope] } }),
      ),
    );
    const secrets = created.map(({ body }) => body.key as string);
    const answers: string[] = [];
    const send = async (service: typeof api, path: string, options: Parameters<typeof api.call>[1]) => {
      const { text, headers } = await service.call(path, options);
      answers.push(text, JSON.stringify([...headers]));
    };
    for (const key of secrets) {
      await send(recordings, `${acme.path}/recordings`, { token: key });
      await send(recordings, `${acme.path}/recordings`, { token: key, method: 'POST', body: { title: key } });
      await send(recordings, `${other.path}/recordings`, { token: key });
      await send(recordings, `${acme.path}/recordings?limit=${key}`, { token: key });
      await send(recordings, `${acme.path}/recordings?access_token=${key}`, {});
      await send(recordings, `/${key}`, { token: key });
      await send(api, keys, { token: key });
      await send(api, `${keys}/${key}`, { token });
      await send(api, `${keys}/${key}`, { token, method: 'DELETE' });
      await send(api, `/problems/${key}`, {});
      await send(api, keys, { token: `${key}x` });
      await send(api, keys, { token: key.slice(0, -1) });
      await send(api, keys, { headers: { authorization: key } });
      await send(api, keys, { headers: { authorization: `Basic ${key}` } });
      await send(api, keys, { headers: { authorization: `Bearer ${key} ${key}` } });
      await send(api, keys, { token, headers: { 'x-request-id': key, cookie: `key=${key}` } });
      await send(api, keys, { token, method: 'POST', body: { name: 'x', [key]: 1 } });
      await send(api, keys, { token, method: 'POST', body: { name: 'x', scopes: [key], expires_at: key } });
      await send(api, keys, { token, method: 'POST', body: `{"${key}":1,"${key}":2}` });
      await send(api, keys, { token, method: 'POST', body: `${key}{` });
      await send(api, keys, { token, method: 'POST', body: key, headers: { 'content-type': key } });
      await send(api, `${keys}?key=${key}`, { token, method: 'PUT', headers: { accept: key } });
    }
    await send(api, `${keys}/${created[0]!.body.id}`, { token, method: 'DELETE' });
    await send(recordings, `${acme.path}/recordings`, { token: secrets[0] });
    await send(api, keys, { token });
    const codes = await Promise.all([api.stop(), recordings.stop()]);
    expect(codes).toEqual([0, 0]);

    const printed = api.printed() + recordings.printed();
    expect(printed).toContain('created');
    const columns: Record<string, string> = {};
    for (const table of await tableNames(world.database.url)) {
      for (const row of await readTable(world.database.url, table)) {
        for (const [column, value] of Object.entries(row)) {
          columns[`${table}.${column}`] = (columns[`${table}.${column}`] ?? '') + String(value);
        }
      }
    }
    const found: string[] = [];
    for (const secret of secrets) {
      const hash = createHash('sha256').update(secret).digest();
      const forms = [secret, secret.slice('pk_live_'.length), hash.toString('hex'), hash.toString('base64')];
      for (const form of forms) {
        if (printed.includes(form)) found.push(`printed: ${form}`);
        if (answers.some((answer) => answer.includes(form))) found.push(`answered: ${form}`);
        for (const [column, text] of Object.entries(columns)) if (text.includes(form)) found.push(column);
      }
    }
    expect(found).toEqual(['api_keys.key_hash']);
  });
});
