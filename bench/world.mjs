// The database that the benchmarks run on, and who calls.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { generateApiKey, hashApiKey } from '@pocket/api-key-verification';
import { ApiKey, entities, migrations } from '@pocket/api-keys';
import { createDataSource, migrate, schemaOptions } from '@pocket/database';
import { Membership, Organization } from '@pocket/organizations';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createConnection } from 'mysql2/promise';

export const organization = 'org_00000000000000000000000001';
/** Has 1,000 keys, to be listed. */
export const listed = 'org_00000000000000000000000002';
/** Has none at first; keys are created there. */
export const growing = 'org_00000000000000000000000003';
const person = 'bench';
/** Keys whose secrets are known; all others are rows only. */
export const known = 100_000;

const scopes = ['recordings:read', 'recordings:write'];

/** Makes the tables and so many keys; the secrets of the first ones. */
export async function fill(url, stored) {
  const dataSource = await createDataSource(schemaOptions(url, { entities, migrations })).initialize();
  await migrate(dataSource);
  const createdAt = new Date();
  for (const id of [organization, listed, growing])
    await dataSource.manager.insert(Organization, { id, name: 'Bench', createdAt });
  for (const organizationId of [listed, growing])
    await dataSource.manager.insert(Membership, {
      organizationId,
      userId: person,
      email: null,
      name: null,
      role: 'owner',
      status: 'active',
      createdAt,
      updatedAt: createdAt,
    });
  const keyOf = (secret, index, organizationId) => ({
    id: `key_${String(index).padStart(26, '0')}`,
    organizationId,
    name: `Key ${index}`,
    scopes,
    keyHash: hashApiKey(secret),
    createdAt,
    expiresAt: null,
    lastUsedAt: null,
  });
  const secrets = Array.from({ length: Math.min(known, stored) }, () => generateApiKey('pk_live_'));
  const others = Array.from({ length: 1_000 }, () => generateApiKey('pk_live_'));
  const rows = [
    ...secrets.map((secret, index) => keyOf(secret, index, organization)),
    ...others.map((secret, index) => keyOf(secret, known + index, listed)),
  ];
  for (let at = 0; at < rows.length; at += 500)
    await dataSource.manager.insert(ApiKey, rows.slice(at, at + 500));
  if (dataSource.options.type === 'mysql') await addRows(url, stored);
  await dataSource.destroy();
  return secrets;
}

/** Over a connection without the service's time limits. */
async function addRows(url, stored) {
  const connection = await createConnection(url);
  for (let have = known; have < stored; have += known)
    await connection.query(
      `INSERT INTO api_keys (id, organization_id, name, scopes, key_hash, created_at)
       SELECT CONCAT('key_', UPPER(SUBSTR(SHA2(CONCAT(id, ?), 256), 1, 26))), organization_id, name, scopes,
       SHA2(CONCAT(key_hash, ?), 256), created_at FROM api_keys WHERE id < ?`,
      [have, have, `key_${String(known).padStart(26, '0')}`],
    );
  await connection.end();
}

/** An identity provider, with a token for the person who may list and create. */
export async function createIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'RS256', use: 'sig' }];
  const server = createServer((request, response) => {
    const document = request.url === '/jwks' ? { keys } : { issuer: url, jwks_uri: `${url}/jwks` };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  const token = await new SignJWT({ iss: url, aud: 'bench', sub: person })
    .setProtectedHeader({ alg: 'RS256', kid: 'bench' })
    .setIssuedAt()
    .setExpirationTime('12h')
    .sign(privateKey);
  return { url, token, close: () => server.close() };
}
