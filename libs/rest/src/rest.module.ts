import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Module } from '@nestjs/common';
import { HttpAdapterHost, ModuleRef } from '@nestjs/core';
import { AccessModule } from '@pocket/access';
import { findProvider, problemOf, PublicUrl, replyWithProblem } from '@pocket/problem-details';
import { MountedRoutes, RouteTable, whenAdapterIsKnown } from '@pocket/routes';
import { readBody } from './request-body.js';
import { formOfConfig, formOfHandler, type RouteForm } from './route-form.js';

interface FastifyRoute {
  method: string | string[];
  config?: object;
  preParsing?: unknown;
}
type PreParsing = (
  request: { raw: IncomingMessage; headers: object },
  reply: object,
  payload: Readable,
  done: (error: null, payload: Readable) => void,
) => void;

/**
 * Reads the bodies of our routes (`@RestController`) before the application's own parser does, which would keep the last
 * of two fields of one name and refuse what is no JSON in a form of its own. Other routes are left alone.
 */
@Module({ imports: [AccessModule] })
export class RestModule {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly routes: MountedRoutes,
    private readonly moduleRef: ModuleRef,
  ) {
    whenAdapterIsKnown(adapterHost, () => {
      if (adapterHost.httpAdapter.getType() === 'fastify') this.readOnFastify();
      else this.readOnExpress();
    });
  }

  private readOnFastify(): void {
    const fastify = this.adapterHost.httpAdapter.getInstance<{
      addHook(name: 'onRoute', hook: (route: FastifyRoute) => void): void;
    }>();
    fastify.addHook('onRoute', (route) => {
      const form = formOfConfig(route.config);
      // Fastify reads no body of these either.
      const mayHaveBody = [route.method].flat().some((method) => method !== 'GET' && method !== 'HEAD');
      if (form && mayHaveBody) route.preParsing = [...[route.preParsing ?? []].flat(), this.preParsing(form)];
    });
  }

  private preParsing(form: RouteForm): PreParsing {
    return (request, reply, payload, done) => {
      readBody(request.raw, form, payload).then(
        () => {
          // There is nothing left for the application's parser.
          request.headers = withoutBody;
          done(null, payload);
        },
        // Answered, so the request goes no further.
        (error: unknown) => this.answer(reply, error),
      );
    };
  }

  private readOnExpress(): void {
    let ours: RouteTable<RouteForm> | undefined;
    this.adapterHost.httpAdapter.use(
      (request: IncomingMessage, response: unknown, next: (error?: unknown) => void) => {
        ours ??= this.expressRoutes();
        const form = ours.find(request.method ?? 'GET', request.url ?? '/');
        if (!form) return next();
        readBody(request, form).then(
          () => next(),
          (error: unknown) => this.answer(response, error),
        );
      },
    );
  }

  private expressRoutes(): RouteTable<RouteForm> {
    const table = new RouteTable<RouteForm>({ anyCase: true });
    for (const { method, path, handler } of this.routes.all()) {
      const form = formOfHandler(handler);
      if (form) table.add(method, path, form);
    }
    return table;
  }

  private answer(response: unknown, error: unknown): void {
    const publicUrl = findProvider(this.moduleRef, PublicUrl);
    replyWithProblem(this.adapterHost.httpAdapter, response, problemOf(error), publicUrl);
  }
}

const withoutBody = {
  'content-type': undefined,
  'content-length': undefined,
  'transfer-encoding': undefined,
};
