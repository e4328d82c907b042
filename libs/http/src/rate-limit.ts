import { hash } from 'node:crypto';
import rateLimit, { normalizeIP, type RateLimitOptions } from '@fastify/rate-limit';
import { ProblemException } from '@pocket/problem-details';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formOfConfig } from '@pocket/rest';

/** LRU size: the least recently seen caller's count is dropped. */
const rememberedCallers = 10_000;

/**
 * Counts a request of its caller: tells how many more are let through (draft-ietf-httpapi-ratelimit-headers-10), or
 * throws `rate_limited`. Without a limit for the route it does nothing. Limits are in requests a minute.
 */
export async function createRateLimit(
  fastify: FastifyInstance,
  perCaller: number | undefined,
  perService: number | undefined,
): Promise<(request: FastifyRequest, reply: FastifyReply) => Promise<void>> {
  await fastify.register(rateLimit, { global: false, timeWindow: 60_000, keyGenerator: callerOf });
  const limiter = (max: number | undefined) => {
    const options: RateLimitOptions = { max, cache: rememberedCallers };
    return max === undefined ? undefined : fastify.createRateLimit(options);
  };
  const general = limiter(perCaller);
  const forServices = limiter(perService);

  return async (request, reply) => {
    const count = formOfConfig(request.routeOptions.config)?.forServices ? forServices : general;
    const counted = await count?.(request);
    // The plugin's list of callers without a limit is not used.
    if (!counted || counted.isAllowed) return;
    const { max, remaining, ttlInSeconds, isExceeded } = counted;
    reply.header('RateLimit-Policy', `"default";q=${max};w=60`);
    reply.header('RateLimit', `"default";r=${remaining};t=${ttlInSeconds}`);
    if (isExceeded)
      throw new ProblemException('rate_limited', {
        detail: `At most ${max} requests a minute are answered; try again in ${ttlInSeconds} s.`,
        headers: { 'Retry-After': String(ttlInSeconds) },
      });
  };
}

/** The credential, however it and its header are written, and never in clear; without one the address. */
function callerOf({ headers, ip }: FastifyRequest): string {
  const credential = /^\s*\S+\s+(\S+)/.exec(headers.authorization ?? '')?.[1];
  if (credential === undefined) return normalizeIP(ip);
  // Base 64 has several spellings of the same bytes, and readers accept them all.
  const parts = credential.split('.').map((part) => Buffer.from(part, 'base64').toString('hex'));
  return hash('sha256', parts.join('.'), 'base64');
}
