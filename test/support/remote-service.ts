import { Controller, Get, Module, Param, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { CurrentPrincipal, RequireScopes, type Program } from '@pocket/access';
import {
  RemoteApiKeyVerificationModule,
  type RemoteVerificationOptions,
} from '@pocket/api-key-verification/remote';
import { call, type Answer } from './services.js';

@Controller('organization/:orgId/things')
class ThingsController {
  @Get()
  @RequireScopes('recordings:read')
  list(@Param('orgId') orgId: string, @CurrentPrincipal() { keyId, scopes }: Program) {
    return { orgId, keyId, scopes };
  }
}

/** A service without a database, with one route for programs. */
export interface RemoteService {
  use(key: string | undefined, organizationId: string): Promise<Answer>;
  /** What was logged since the start, by level. One service's logger gets the lines of all: start them one by one. */
  logged: { level: string; line: string }[];
  close(): Promise<void>;
}

export async function startRemoteService(options: RemoteVerificationOptions): Promise<RemoteService> {
  @Module({ imports: [RemoteApiKeyVerificationModule.forRoot(options)], controllers: [ThingsController] })
  class ThingsModule {}
  const logged: RemoteService['logged'] = [];
  const logger = Object.fromEntries(
    ['log', 'error', 'warn'].map((level) => [
      level,
      (message: unknown) =>
        logged.push({ level, line: typeof message === 'string' ? message : JSON.stringify(message) }),
    ]),
  ) as unknown as LoggerService;
  const app = await NestFactory.create<NestFastifyApplication>(ThingsModule, new FastifyAdapter(), {
    logger,
    abortOnError: false,
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    use: (token, organizationId) => call(`${url}/organization/${organizationId}/things`, { token }),
    logged,
    close: () => app.close(),
  };
}
