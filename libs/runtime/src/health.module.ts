import { Controller, Get, Module } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@pocket/access';
import { deadlines, unavailable, withDeadline } from '@pocket/problem-details';
import { DataSource } from 'typeorm';

interface Health {
  status: 'ok';
}

@ApiExcludeController()
@Public()
@Controller('health')
class HealthController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('live')
  live(): Health {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(): Promise<Health> {
    await withDeadline(this.dataSource.query('SELECT 1'), deadlines.health).catch((cause: unknown) => {
      throw unavailable(cause);
    });
    return { status: 'ok' };
  }
}

/** `/health/live` and `/health/ready`, without a credential and without a word about what lies behind. */
@Module({ controllers: [HealthController] })
export class HealthModule {}
