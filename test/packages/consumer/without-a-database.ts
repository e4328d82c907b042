// A service that has no database at all.
import 'reflect-metadata';
import { Controller, Get, Module, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { CurrentPrincipal, RequireScopes, type Program } from '@pocket/access';
import { RemoteApiKeyVerificationModule } from '@pocket/api-key-verification/remote';

@Controller('organization/:orgId/things')
class ThingsController {
  @Get()
  @RequireScopes('recordings:read')
  list(@Param('orgId') orgId: string, @CurrentPrincipal() { keyId }: Program): object {
    return { organization: orgId, key: keyId };
  }
}

@Module({
  imports: [
    RemoteApiKeyVerificationModule.forRootAsync({
      useFactory: () => ({
        url: process.env['API_URL']!,
        clientId: 'consumer',
        clientSecret: process.env['API_SECRET']!,
      }),
    }),
  ],
  controllers: [ThingsController],
})
class AppModule {}

async function bootstrap(): Promise<void> {
  const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: ['error'] });
  await app.listen(process.env['PORT'] ?? 3000);
}

void bootstrap();
