import { apiKey } from '@better-auth/api-key';
import { betterAuth as create } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { createPool } from 'mysql2/promise';

/** Better Auth with its API keys on a MySQL database of its own. */
export async function betterAuth(url) {
  const options = {
    baseURL: 'http://127.0.0.1',
    secret: 'of the benchmark, which nobody else reads',
    database: createPool({ uri: url, timezone: 'Z' }),
    logger: { disabled: true },
    plugins: [apiKey({ rateLimit: { enabled: false } })],
  };
  await (await getMigrations(options)).runMigrations();
  return create(options);
}

/** So many keys of one user. */
export async function createKeys(url, count) {
  const auth = await betterAuth(url);
  const context = await auth.$context;
  const user = await context.internalAdapter.createUser({ email: 'bench@example.com', name: 'Bench' });
  const keys = [];
  const permissions = { recordings: ['read', 'write'] };
  while (keys.length < count)
    keys.push((await auth.api.createApiKey({ body: { userId: user.id, name: 'Bench', permissions } })).key);
  await auth.options.database.end();
  return keys;
}
