import type { IncomingMessage } from 'node:http';
import {
  Logger,
  Module,
  ValidationPipe,
  type INestApplication,
  type LoggerService,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiKeysModule, type ApiKeysOptions } from '@pocket/api-keys';
import { createDataSource, dataSourceOptions } from '@pocket/database';
import { PersonTokensModule } from '@pocket/person-tokens';
import type { DataSourceOptions } from 'typeorm';
import { call, type Answer, type Call } from './services.js';
import type { World } from './world.js';

/** An application of somebody else that hosts the whole module, on the database and the issuer of a world. */
export interface Host {
  url: string;
  app: INestApplication;
  /** Every line of the host's own logger, with whatever objects it was given. */
  logged: unknown[][];
  call(path: string, call?: Call): Promise<Answer>;
  close(): Promise<void>;
}

export interface HostChoice {
  platform: 'express' | 'fastify';
  /** Nest's own global pipe, as most applications have it. */
  validationPipe?: boolean;
  options?: ApiKeysOptions;
  /** In place of the DataSource that the manual recommends. */
  dataSource?: Partial<DataSourceOptions> & { plain?: boolean };
  controllers?: Type[];
  /** The Express application has read every body as JSON before Nest sees the request. */
  readsBodies?: boolean;
}

export async function startHost(world: World, choice: HostChoice): Promise<Host> {
  const { plain = false, ...own } = choice.dataSource ?? {};
  @Module({
    imports: [
      TypeOrmModule.forRootAsync({
        useFactory: () =>
          ({
            ...dataSourceOptions(world.env.DATABASE_URL!),
            autoLoadEntities: true,
            retryAttempts: 0,
            ...own,
          }) as object,
        ...(!plain && { dataSourceFactory: async (options) => createDataSource(options!).initialize() }),
      }),
      PersonTokensModule.forRoot({ issuer: world.issuer.issuer, audience: world.issuer.audience }),
      ApiKeysModule.forRoot(choice.options),
    ],
    controllers: choice.controllers ?? [],
  })
  class HostModule {}
  const logged: unknown[][] = [];
  const note = (...line: unknown[]) => void logged.push(line);
  const logger: LoggerService = {
    log: note,
    error: note,
    warn: note,
    debug: note,
    verbose: note,
    fatal: note,
  };
  const adapter = choice.platform === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  if (choice.readsBodies) adapter.use(readJson);
  const app = await NestFactory.create(HostModule, adapter, { logger, abortOnError: false });
  if (choice.validationPipe)
    app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));
  try {
    await app.listen(0, '127.0.0.1');
  } catch (error) {
    await app.close();
    throw error;
  }
  const url = await app.getUrl();
  return {
    url,
    app,
    logged,
    call: (path, options) => call(url + path, options),
    close: async () => {
      await app.close();
      Logger.overrideLogger(false);
    },
  };
}

/** As `express.json()` does: what follows runs while the stream tells its end. */
function readJson(request: IncomingMessage & { body?: unknown }, _: unknown, next: () => void): void {
  if (request.method === 'GET') return next();
  const chunks: Buffer[] = [];
  request
    .on('data', (chunk: Buffer) => chunks.push(chunk))
    .once('end', () => {
      request.body = JSON.parse(Buffer.concat(chunks).toString());
      next();
    });
}
