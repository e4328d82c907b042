import { Controller, Get, Module, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ProblemException } from '@pocket/problem-details';
import { DataSource } from 'typeorm';

/** The metadata of `@Public()`; this library cannot import the one that reads it. */
export const PublicRoute = () => SetMetadata('pocket:access', 'public');

const limitMs = 1_000;

class HealthDto {
  @ApiProperty({ type: String, enum: ['ok'], example: 'ok' })
  status: 'ok';
}

@ApiTags('Health')
@PublicRoute()
@Controller('health')
class HealthController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('live')
  @ApiOperation({ operationId: 'getLiveness', summary: 'Whether the process runs' })
  @ApiOkResponse({ type: HealthDto, description: 'It runs.' })
  live(): HealthDto {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ operationId: 'getReadiness', summary: 'Whether requests can be answered' })
  @ApiOkResponse({ type: HealthDto, description: 'The database answers.' })
  @ApiExtension('x-problems', ['unavailable'])
  async ready(): Promise<HealthDto> {
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
