// A service on the database of the api, with a DataSource of its own making, on Express or Fastify.
import 'reflect-metadata';
import { Controller, Get, Module, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TypeOrmModule, type TypeOrmModuleOptions } from '@nestjs/typeorm';
import { CurrentPrincipal, RequireScopes, type Program } from '@pocket/access';
import { ApiKeyVerificationModule } from '@pocket/api-key-verification';

const { DATABASE_URL = '', PLATFORM, PORT = '3000' } = process.env;

@Controller('organization/:orgId/things')
class ThingsController {
  @Get()
  @RequireScopes('recordings:read')
  list(@Param('orgId') orgId: string, @CurrentPrincipal() { keyId }: Program): object {
    return { organization: orgId, key: keyId };
  }
}

const options: TypeOrmModuleOptions = DATABASE_URL.startsWith('mysql:')
  ? { type: 'mysql', url: DATABASE_URL }
  : { type: 'better-sqlite3', database: DATABASE_URL.replace('sqlite:', '') };

@Module({
  imports: [
    TypeOrmModule.forRoot({ ...options, name: 'shared' }),
    ApiKeyVerificationModule.forRoot({ dataSource: 'shared' }),
  ],
  controllers: [ThingsController],
})
class AppModule {}

async function bootstrap(): Promise<void> {
  const adapter = PLATFORM === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  const app = await NestFactory.create(AppModule, adapter, { logger: ['error'] });
  await app.listen(PORT);
}

void bootstrap();
