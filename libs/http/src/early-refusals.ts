import { ProblemException } from '@pocket/problem-details';
import { acceptedType, formOfConfig } from '@pocket/rest';
import { pathOf, type RouteTable } from '@pocket/routes';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireRulesOfHttp } from './http-rules.js';

interface Rules {
  routes: RouteTable;
  /** Where there are limits. */
  limitRate?: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** Characters. */
  urlLimit: number;
}

const jsonTypes = ['application/json', 'application/problem+json'];

/** Refuses what needs neither guard nor body: rate, address, method, size, format. */
export function refuseEarly(fastify: FastifyInstance, { routes, limitRate, urlLimit }: Rules): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('X-Request-Id', request.id);
    if (request.is404 || isUnderApi(request)) reply.header('Cache-Control', 'no-store');
    done();
  });
  // Before all else, so that what is refused counts as well.
  if (limitRate)
    fastify.addHook('onRequest', async (request, reply) => {
      if (isUnderApi(request) && !isPreflight(request)) await limitRate(request, reply);
    });
  // Without a promise, of which every request would wait.
  fastify.addHook('onRequest', (request, reply, done) => {
    requireRulesOfHttp(request.raw);
    if (request.url.length > urlLimit) throw new ProblemException('uri_too_long');
    if (isPreflight(request) && !request.is404) return void reply.code(204).send();
    if (request.is404 || request.method === 'OPTIONS') throw addressProblem(routes, request);
    const { url, config } = request.routeOptions;
    if (url?.startsWith('/api/') && !formOfConfig(config)?.answersAnyAccept)
      if (!acceptedType(request.headers, jsonTypes)) throw new ProblemException('not_acceptable');
    done();
  });
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

/** By the route's own path where there is one, however the request writes it. */
function isUnderApi(request: FastifyRequest): boolean {
  const hasRoute = !request.is404 && request.method !== 'OPTIONS';
  const path = hasRoute ? request.routeOptions.url : pathOf(request.url);
  return path?.startsWith('/api/') === true;
}

function addressProblem(routes: RouteTable, request: FastifyRequest): ProblemException {
  const allowed = routes.methodsAt(request.url);
  if (allowed.length === 0) return new ProblemException('not_found');
  return new ProblemException('method_not_allowed', { headers: { Allow: allowed.join(', ') } });
}
