// One Nest service with one empty route, protected in the way that is named by the first argument.
import 'reflect-metadata';
import { createHash, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { Controller, Get, Injectable, Module, UseGuards, UnauthorizedException } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RequireScopes } from '@pocket/access';
import { ApiKeyVerificationModule } from '@pocket/api-key-verification';
import { RemoteApiKeyVerificationModule } from '@pocket/api-key-verification/remote';
import { ApiKey, entities } from '@pocket/api-keys';
import { createDataSource, dataSourceOptions } from '@pocket/database';
import { DataSource } from 'typeorm';

const [kind, ...settings] = process.argv.slice(2);
const peers = createRequire(new URL('peers/package.json', import.meta.url));
const imported = (name) => import(peers.resolve(name));

const bearerOf = (context) =>
  context.switchToHttp().getRequest().headers.authorization?.slice('Bearer '.length) ?? '';
const hashOf = (key) => createHash('sha256').update(key).digest('hex');

/** Fast, and wrong: a key that is deleted stays in the map. */
async function mapGuard() {
  const { createInterface } = await import('node:readline');
  const { createReadStream } = await import('node:fs');
  const keys = new Map();
  for await (const key of createInterface(createReadStream(settings[0])))
    keys.set(hashOf(key), { scopes: ['recordings:read', 'recordings:write'] });
  return class {
    canActivate(context) {
      const found = keys.get(hashOf(bearerOf(context)));
      if (!found) throw new UnauthorizedException();
      return found.scopes.includes('recordings:read');
    }
  };
}

/** What most Nest services do today: the entity by its hash, and an UPDATE of its last use, at every request. */
class UsualGuard {
  constructor(dataSource) {
    this.keys = dataSource.getRepository(ApiKey);
  }

  async canActivate(context) {
    const found = await this.keys.findOne({ where: { keyHash: hashOf(bearerOf(context)) } });
    if (!found || (found.expiresAt && found.expiresAt <= new Date())) throw new UnauthorizedException();
    await this.keys.update({ id: found.id }, { lastUsedAt: new Date() });
    return found.scopes.includes('recordings:read');
  }
}
Reflect.defineMetadata('design:paramtypes', [DataSource], UsualGuard);

/** A cache beside the database: one GET of what is known of a key, at every request. */
async function redisGuard() {
  const { createClient } = await imported('redis');
  const client = await createClient({ url: settings[0] }).connect();
  return class {
    async canActivate(context) {
      const found = JSON.parse((await client.get(`bench:${hashOf(bearerOf(context))}`)) ?? 'null');
      if (!found) throw new UnauthorizedException();
      return found.scopes.includes('recordings:read');
    }
  };
}

/** The plugin of Better Auth, as its documents show it, without its limit of requests. */
async function betterAuthGuard() {
  const { betterAuth } = await imported('./better-auth.mjs');
  const auth = await betterAuth(settings[0]);
  return class {
    async canActivate(context) {
      const { valid, key } = await auth.api.verifyApiKey({ body: { key: bearerOf(context) } });
      if (!valid) throw new UnauthorizedException();
      return key.permissions.recordings.includes('read');
    }
  };
}

/** A list as the driver and `JSON.stringify` make it. */
async function plainList() {
  const pool = await poolOf(settings[0]);
  const columns = 'id, name, scopes, created_at, expires_at, last_used_at';
  const sql = `SELECT ${columns} FROM api_keys WHERE organization_id = ? ORDER BY created_at DESC, id DESC`;
  return async () => ({ keys: (await pool.query(sql, [settings[1]]))[0] });
}

/** The statements of a creation, without anything that decides on them. */
async function plainCreation() {
  const pool = await poolOf(settings[0]);
  const organization = settings[1];
  const columns = 'id, organization_id, name, scopes, key_hash, created_at';
  return async () => {
    const connection = await pool.getConnection();
    await connection.query('START TRANSACTION');
    await connection.query('UPDATE organizations SET name = name WHERE id = ?', [organization]);
    await connection.query('SELECT COUNT(1) FROM api_keys WHERE organization_id = ?', [organization]);
    const id = `key_${randomBytes(13).toString('hex').toUpperCase()}`;
    const createdAt = new Date().toISOString().replace('T', ' ').slice(0, -1);
    const values = [id, organization, 'Bench', '[]', randomBytes(32).toString('hex'), createdAt];
    await connection.query(`INSERT INTO api_keys (${columns}) VALUES (?)`, [values]);
    await connection.query('COMMIT');
    connection.release();
    return { id };
  };
}

async function poolOf(uri) {
  const { createPool } = await import('mysql2/promise');
  return createPool({ uri, connectionLimit: 10 });
}

const handlers = { 'plain-list': plainList, 'plain-creation': plainCreation };
const handler = await handlers[kind]?.();
class EmptyController {
  get() {
    return handler?.() ?? {};
  }
}
const route = Object.getOwnPropertyDescriptor(EmptyController.prototype, 'get');
Get()(EmptyController.prototype, 'get', route);
const guards = { map: mapGuard, usual: () => UsualGuard, redis: redisGuard, 'better-auth': betterAuthGuard };
if (guards[kind]) {
  const guard = await guards[kind]();
  Injectable()(guard);
  UseGuards(guard)(EmptyController.prototype, 'get', route);
}
if (['direct', 'memory', 'remote', 'remote-memory'].includes(kind))
  RequireScopes('recordings:read')(EmptyController.prototype, 'get', route);
Controller('organization/:orgId/empty')(EmptyController);

const database = () =>
  TypeOrmModule.forRootAsync({
    useFactory: () => ({ ...dataSourceOptions(settings[0]), entities }),
    dataSourceFactory: (options) => createDataSource(options).initialize(),
  });
const remote =
  (cache) =>
  ([url, clientSecret]) => [
    RemoteApiKeyVerificationModule.forRoot({ url, clientId: 'bench', clientSecret, cache }),
  ];
const imports = {
  usual: () => [database()],
  direct: () => [database(), ApiKeyVerificationModule.forRoot()],
  memory: () => [database(), ApiKeyVerificationModule.forRoot({ cache: true })],
  remote: remote(false),
  'remote-memory': remote(true),
};
class BenchModule {}
Module({ imports: imports[kind]?.(settings) ?? [], controllers: [EmptyController] })(BenchModule);

const app = await NestFactory.create(BenchModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
process.send({ url: await app.getUrl() });
