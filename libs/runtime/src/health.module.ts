import { Controller, Get, Module } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@pocket/access';
import { DatabaseCheck } from '@pocket/database';
import { unavailable } from '@pocket/problem-details';
import { Readiness } from './readiness.js';

interface Health {
  status: 'ok';
}

@ApiExcludeController()
@Public()
@Controller('health')
class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  live(): Health {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(): Promise<Health> {
    await this.readiness.check().catch((cause: unknown) => {
      throw unavailable(cause);
    });
    return { status: 'ok' };
  }
}

/** `/health/live` and `/health/ready`, without a credential and without a word about what lies behind. */
@Module({ controllers: [HealthController], providers: [Readiness], exports: [Readiness] })
export class HealthModule {
  constructor(readiness: Readiness, modules: ModuleRef) {
    readiness.require(() => modules.get(DatabaseCheck, { strict: false }).check());
  }
}
