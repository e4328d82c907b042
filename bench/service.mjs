// One Nest service with one empty route, protected in the way that is named by the first argument.
import 'reflect-metadata';
import { Controller, Get, Injectable, Module, UseGuards, UnauthorizedException } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RequireScopes } from '@pocket/access';
import { ApiKeyVerificationModule } from '@pocket/api-key-verification';
import { RemoteApiKeyVerificationModule } from '@pocket/api-key-verification/remote';
import { ApiKey, entities } from '@pocket/api-keys';
import { createDataSource, dataSourceOptions } from '@pocket/database';
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';

const [kind, databaseUrl, apiUrl, apiSecret] = process.argv.slice(2);

/** What most Nest services do today: the entity by its hash, and an UPDATE of its last use, at every request. */
class UsualGuard {
  constructor(dataSource) {
    this.keys = dataSource.getRepository(ApiKey);
  }

  async canActivate(context) {
    const key = context.switchToHttp().getRequest().headers.authorization?.slice('Bearer '.length) ?? '';
    const keyHash = createHash('sha256').update(key).digest('hex');
    const found = await this.keys.findOne({ where: { keyHash } });
    if (!found || (found.expiresAt && found.expiresAt <= new Date())) throw new UnauthorizedException();
    await this.keys.update({ id: found.id }, { lastUsedAt: new Date() });
    return found.scopes.includes('recordings:read');
  }
}
Injectable()(UsualGuard);
Reflect.defineMetadata('design:paramtypes', [DataSource], UsualGuard);

class EmptyController {
  get() {
    return {};
  }
}
const route = Object.getOwnPropertyDescriptor(EmptyController.prototype, 'get');
Get()(EmptyController.prototype, 'get', route);
if (kind === 'usual') UseGuards(UsualGuard)(EmptyController.prototype, 'get', route);
if (kind === 'direct' || kind === 'remote')
  RequireScopes('recordings:read')(EmptyController.prototype, 'get', route);
Controller('organization/:orgId/empty')(EmptyController);

const database = TypeOrmModule.forRootAsync({
  useFactory: () => ({ ...dataSourceOptions(databaseUrl), entities }),
  dataSourceFactory: (options) => createDataSource(options).initialize(),
});
const imports = {
  none: [],
  usual: [database],
  direct: [database, ApiKeyVerificationModule.forRoot()],
  remote: [
    RemoteApiKeyVerificationModule.forRoot({ url: apiUrl, clientId: 'bench', clientSecret: apiSecret }),
  ],
};
class BenchModule {}
Module({ imports: imports[kind], controllers: [EmptyController] })(BenchModule);

const app = await NestFactory.create(BenchModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
process.send({ url: await app.getUrl() });
