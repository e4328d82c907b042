import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { DynamicModule, Type } from '@nestjs/common';
import { HttpAdapterHost, ModuleRef, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { callerNoteOf, clientAddress } from '@pocket/callers';
import { AllExceptionsFilter, problemOf, PublicUrl } from '@pocket/problem-details';
import { formOfConfig } from '@pocket/rest';
import { RouteTable } from '@pocket/routes';
import { createLogger, NestLogger, type Environment } from '@pocket/runtime';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { limitAnswers, sendProblem, unreadableAnswerer } from './answers.js';
import { allowOrigins, sendBrowserHeaders } from './browser-headers.js';
import { Connections } from './connections.js';
import { refuseEarly } from './early-refusals.js';
import { createRateLimit, PersonLimit } from './rate-limit.js';
import { requestIdOf } from './request-id.js';

/** Longer bodies are refused by `@pocket/rest`; this bounds what it does not read. */
const bodyLimit = 64 * 1024;
const urlLimit = 8_000;
/** How long a request may take to arrive. */
const arrivalLimitMs = 10_000;
/** How long a connection may stay without a byte in either direction, such as of an answer that is not read. */
const stallLimitMs = 15_000;
const connectionLimit = 2_000;

/** What an application is told beside the environment that all services have. */
export interface HttpOptions {
  /** What starts like an API key is no request id, because ids are logged and answered. */
  keyPrefix: string;
  /** Requests a minute of one service, to routes that services ask for all of their callers. */
  serviceRateLimit?: number;
  publicUrl?: string;
}

/**
 * A service's application, not yet listening: the same for production, tests and the OpenAPI document. It
 * answers every error as a problem.
 */
export async function createHttpApplication(
  module: Type | DynamicModule,
  environment: Environment,
  options: HttpOptions,
): Promise<NestFastifyApplication> {
  const log = createLogger(environment);
  const publicUrl = new PublicUrl(options.publicUrl);
  const answerUnreadable = unreadableAnswerer(publicUrl);
  const adapter = new FastifyAdapter({
    bodyLimit,
    requestTimeout: arrivalLimitMs,
    trustProxy: trusted(environment.TRUST_PROXY),
    connectionTimeout: stallLimitMs,
    // Node would answer a missing Host by itself, without a body; and look for late requests every 30 s only.
    http: { requireHostHeader: false, connectionsCheckingInterval: 1_000, headersTimeout: arrivalLimitMs },
    // Requests that come in on open connections during the shutdown are still answered.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: urlLimit },
    genReqId: (request: IncomingMessage) => requestIdOf(request.headers['x-request-id'], options.keyPrefix),
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      void sendProblem(reply, problemOf(error), publicUrl),
    clientErrorHandler: (error: Error, socket: Socket) =>
      connections.afterAnswers(socket, () => answerUnreadable(error, socket)),
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  const connections = new Connections(fastify.server, connectionLimit);
  // All are seen, so that those beyond the bound are refused; Node would drop them without a word.
  fastify.server.maxHeadersCount = 0;
  const routes = new RouteTable();
  fastify.addHook('onRoute', ({ method, url }) => {
    // The CORS plugin has a route for every address.
    if (url !== '*') routes.add(method, url, undefined);
  });

  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLogger(log),
  });
  // Before CORS, whose route would else be made without Nest's error handler.
  const limitRate = await createRateLimit(
    fastify,
    environment.RATE_LIMIT_PER_MINUTE,
    options.serviceRateLimit,
  );
  sendBrowserHeaders(fastify, environment.production);
  allowOrigins(app, environment.CORS_ORIGINS);
  ignoreExpectations(fastify);
  // What `@pocket/rest` has not read is no body that any route wants.
  fastify.removeAllContentTypeParsers();
  refuseEarly(fastify, { routes, limitRate, urlLimit });
  limitAnswers(fastify, publicUrl);
  closeConnectionsAtShutdown(fastify);
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? '(none)' : request.routeOptions.url;
    const { method, id } = request;
    const isQuiet = reply.statusCode < 400 && formOfConfig(request.routeOptions.config)?.isBackground;
    log.logger[isQuiet ? 'debug' : 'info']({
      msg: 'request',
      method,
      route,
      status: reply.statusCode,
      duration_ms: Math.round(reply.elapsedTime * 10) / 10,
      address: clientAddress(request),
      ...callerNoteOf(request),
      request_id: id,
    });
    done();
  });
  if (environment.RATE_LIMIT_PER_MINUTE)
    app.useGlobalInterceptors(new PersonLimit(environment.RATE_LIMIT_PER_MINUTE));
  app.useGlobalFilters(new AllExceptionsFilter(app.get(HttpAdapterHost), app.get(ModuleRef)));
  return app;
}

/** Fastify believes nobody where it is given a number; it asks about the nearest proxy first. */
function trusted(proxies: Environment['TRUST_PROXY']) {
  return typeof proxies === 'number' ? (_address: string, hop: number) => hop < proxies : proxies;
}

/** Node would answer an `Expect` that it does not know by itself, without a body; RFC 9110 lets a server ignore it. */
function ignoreExpectations({ server }: FastifyInstance): void {
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

/** A connection that stayed open after its last answer would hold up the end of the process. */
function closeConnectionsAtShutdown(fastify: FastifyInstance): void {
  let closing = false;
  fastify.addHook('preClose', async () => {
    closing = true;
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) reply.header('Connection', 'close');
    done();
  });
}
