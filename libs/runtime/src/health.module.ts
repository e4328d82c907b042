import { Controller, Get, Module } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@pocket/access';
import { deadlines, unavailable, withDeadline } from '@pocket/problem-details';
import { DataSource } from 'typeorm';
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
  constructor(readiness: Readiness, dataSource: DataSource) {
    readiness.require(() => withDeadline(dataSource.query('SELECT 1'), deadlines.health));
  }
}
