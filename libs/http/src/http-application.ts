import type { IncomingMessage } from 'node:http';
import { parse } from 'node:querystring';
import type { DynamicModule, Type } from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import accepts from '@fastify/accepts';
import helmet from '@fastify/helmet';
import { ProblemException } from '@pocket/problem-details';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Environment } from '@pocket/runtime';
import { EveryErrorFilter } from './every-error.filter.js';
import { JsonBodyPipe } from './json-body.pipe.js';
import { createLogger, NestLogger } from '@pocket/runtime';
import { answerUnreadable, problemOf, sendProblem, unavailable } from './problems.js';
import { createRateLimit } from './rate-limit.js';
import { requestIdOf } from './request-id.js';
import { AddressBook, pathOf } from './address-book.js';
import { formOf } from './route-form.js';

const bodyLimit = 64 * 1024;
const urlLimit = 8_000;
/** An answer must be there within 2 s of the request. */
const answerLimitMs = 1_900;
/** How long a request may take to arrive. */
const arrivalLimitMs = 10_000;

/**
 * A service's application, not yet listening: the same for production, tests and the OpenAPI document. It
 * answers every error as a problem, and reads bodies as JSON after the guards (docs/decisions/0006).
 */
export async function createHttpApplication(
  module: Type | DynamicModule,
  environment: Environment,
): Promise<NestFastifyApplication> {
  const logger = createLogger(environment);
  const adapter = new FastifyAdapter({
    bodyLimit,
    requestTimeout: arrivalLimitMs,
    // Node would answer a missing Host by itself, without a body; and look for late requests every 30 s only.
    http: { requireHostHeader: false, connectionsCheckingInterval: 1_000, headersTimeout: arrivalLimitMs },
    // Requests that come in on open connections during the shutdown are still answered.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: urlLimit },
    genReqId: (request: IncomingMessage) =>
      requestIdOf(request.headers['x-request-id'], environment.API_KEY_PREFIX),
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      void sendProblem(reply, problemOf(error)),
    clientErrorHandler: answerUnreadable,
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  const addresses = new AddressBook();
  fastify.addHook('onRoute', ({ method, url }) => addresses.add(method, url));

  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLogger(logger),
  });
  // Before CORS, whose route would else be made without Nest's error handler.
  const limitRate = await createRateLimit(fastify, environment);
  await secure(app, environment);
  ignoreExpectations(fastify);
  readBodies(fastify);
  answerEarly(fastify, addresses, limitRate);
  limitAnswers(fastify);
  closeConnectionsAtShutdown(fastify);
  fastify.addHook('onResponse', async (request, reply) => {
    const route = request.is404 ? '(none)' : request.routeOptions.url;
    const { method, id } = request;
    const duration_ms = Math.round(reply.elapsedTime * 10) / 10;
    logger.info({ msg: 'request', method, route, status: reply.statusCode, duration_ms, request_id: id });
  });
  app.useGlobalFilters(new EveryErrorFilter(app.get(HttpAdapterHost)));
  app.useGlobalPipes(new JsonBodyPipe());
  return app;
}

async function secure(app: NestFastifyApplication, { CORS_ORIGINS, production }: Environment): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
        imgSrc: ["'self'", 'data:'],
      },
    },
    hsts: production,
  });
  await app.register(accepts);
  if (CORS_ORIGINS.length === 0) return;
  app.enableCors({
    origin: CORS_ORIGINS,
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'X-Request-Id'],
    exposedHeaders: [
      'X-Request-Id',
      'Location',
      'WWW-Authenticate',
      'Retry-After',
      'RateLimit',
      'RateLimit-Policy',
      'Allow',
    ],
    maxAge: 600,
    // `answerEarly` tells a preflight from any other OPTIONS.
    preflightContinue: true,
    strictPreflight: false,
  });
}

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';

/** Node would answer an `Expect` that it does not know by itself, without a body; RFC 9110 lets a server ignore it. */
function ignoreExpectations({ server }: FastifyInstance): void {
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

/** JSON as its bytes only: they are read as JSON once the guards have let the caller through. */
function readBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser([json, form], { parseAs: 'buffer' }, (request, body, done) => {
    const { consumes = json } = formOf(request);
    const charset = /;\s*charset="?([^;"\s]*)/i.exec(request.headers['content-type'] ?? '')?.[1] ?? 'utf-8';
    const encoding = request.headers['content-encoding'] ?? 'identity';
    const isExpected = request.headers['content-type']?.toLowerCase().startsWith(consumes);
    if (!isExpected || !/^utf-?8$/i.test(charset) || encoding.toLowerCase() !== 'identity')
      return done(new ProblemException('unsupported_media_type'));
    done(null, consumes === form ? parse(body.toString()) : body);
  });
}

/** What needs neither guard nor body: rate, address, method, size, format. */
function answerEarly(
  fastify: FastifyInstance,
  addresses: AddressBook,
  limitRate: Awaited<ReturnType<typeof createRateLimit>>,
): void {
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id);
    const isOptions = request.method === 'OPTIONS';
    const isPreflight = isOptions && request.headers['access-control-request-method'] !== undefined;
    const isApi = isUnderApi(request);
    if (isApi || request.is404) reply.header('Cache-Control', 'no-store');
    // Before all else, so that what is refused counts as well.
    if (isApi && !isPreflight) await limitRate(request, reply);
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1')
      throw new ProblemException('malformed_request', {
        detail: 'The request has no Host header.',
        headers: { Connection: 'close' },
      });
    if (request.url.length > urlLimit) throw new ProblemException('uri_too_long');
    if (isPreflight && !request.is404) return reply.code(204).send();
    if (request.is404 || isOptions) throw addressProblem(addresses, request);
    if (isApi && !formOf(request).answersAnyAccept && !acceptsJson(request))
      throw new ProblemException('not_acceptable');
  });
}

/** By the route's own path where there is one, however the request writes it. */
function isUnderApi(request: FastifyRequest): boolean {
  const hasRoute = !request.is404 && request.method !== 'OPTIONS';
  const path = hasRoute ? request.routeOptions.url : pathOf(request.url);
  return path?.startsWith('/api/') === true;
}

function addressProblem(addresses: AddressBook, request: FastifyRequest): ProblemException {
  const allowed = addresses.methodsAt(request.url);
  if (allowed.length === 0) return new ProblemException('not_found');
  return new ProblemException('method_not_allowed', { headers: { Allow: allowed.join(', ') } });
}

function acceptsJson(request: FastifyRequest): boolean {
  if (request.headers.accept === undefined) return true;
  const types = ['application/json', 'application/problem+json'];
  return request.accepts().type([...types, ...types.map((type) => `${type}; charset=utf-8`)]) !== false;
}

/** A handler that still waits, for whatever, is answered for: the caller must not hang with it. */
function limitAnswers(fastify: FastifyInstance): void {
  fastify.addHook('preHandler', async (_request, reply) => {
    const timer = setTimeout(() => {
      if (!reply.sent) sendProblem(reply, unavailable());
    }, answerLimitMs);
    reply.raw.once('close', () => clearTimeout(timer));
  });
}

/** A connection that stayed open after its last answer would hold up the end of the process. */
function closeConnectionsAtShutdown(fastify: FastifyInstance): void {
  let closing = false;
  fastify.addHook('preClose', async () => {
    closing = true;
  });
  fastify.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('Connection', 'close');
  });
}
