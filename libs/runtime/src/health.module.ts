import { Controller, Get, Module } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@pocket/access';
import { ProblemException } from '@pocket/problem-details';
import { DataSource } from 'typeorm';

const limitMs = 1_000;

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
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error('The database did not answer in time.')), limitMs);
    });
    try {
      await Promise.race([this.dataSource.query('SELECT 1'), late]);
      return { status: 'ok' };
    } catch (cause) {
      throw new ProblemException('unavailable', { headers: { 'Retry-After': '1' }, cause });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** `/health/live` and `/health/ready`, without a credential and without a word about what lies behind. */
@Module({ controllers: [HealthController] })
export class HealthModule {}
