import { ProblemException } from '@pocket/problem-details';
import { acceptedType, formOfConfig } from '@pocket/rest';
import { pathOf, type RouteTable } from '@pocket/routes';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireRulesOfHttp } from './http-rules.js';

interface Rules {
  routes: RouteTable;
  limitRate: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** Characters. */
  urlLimit: number;
}

const jsonTypes = ['application/json', 'application/problem+json'];

/** Refuses what needs neither guard nor body: rate, address, method, size, format. */
export function refuseEarly(fastify: FastifyInstance, { routes, limitRate, urlLimit }: Rules): void {
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id);
    const isOptions = request.method === 'OPTIONS';
    const isPreflight = isOptions && request.headers['access-control-request-method'] !== undefined;
    const isApi = isUnderApi(request);
    if (isApi || request.is404) reply.header('Cache-Control', 'no-store');
    // Before all else, so that what is refused counts as well.
    if (isApi && !isPreflight) await limitRate(request, reply);
    requireRulesOfHttp(request.raw);
    if (request.url.length > urlLimit) throw new ProblemException('uri_too_long');
    if (isPreflight && !request.is404) return reply.code(204).send();
    if (request.is404 || isOptions) throw addressProblem(routes, request);
    const { answersAnyAccept } = formOfConfig(request.routeOptions.config) ?? {};
    if (isApi && !answersAnyAccept && !acceptedType(request.headers, jsonTypes))
      throw new ProblemException('not_acceptable');
  });
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
