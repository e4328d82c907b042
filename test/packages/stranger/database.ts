// A service of another company on the same database, on Express or Fastify.
import 'reflect-metadata';
import { Controller, Get, Module, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CurrentPrincipal, RequireScopes, type Program } from '@pocket/access';
import { ApiKeyVerificationModule } from '@pocket/api-key-verification';

@Controller('organization/:orgId/things')
class ThingsController {
  @Get()
  @RequireScopes('recordings:read')
  list(@Param('orgId') orgId: string, @CurrentPrincipal() { keyId }: Program): object {
    return { orgId, keyId };
  }
}

@Module({
  imports: [
    TypeOrmModule.forRoot({ name: 'shared', type: 'better-sqlite3', database: process.env['DATABASE']! }),
    ApiKeyVerificationModule.forRoot({ dataSource: 'shared' }),
  ],
  controllers: [ThingsController],
})
class AppModule {}

async function main(): Promise<void> {
  const adapter = process.env['PLATFORM'] === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  const app = await NestFactory.create(AppModule, adapter, { logger: ['error'] });
  await app.listen(0, '127.0.0.1');
  process.send!({ url: await app.getUrl() });
}

void main();
