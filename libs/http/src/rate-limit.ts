import { hash } from 'node:crypto';
import rateLimit, { type RateLimitOptions } from '@fastify/rate-limit';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { callerNoteOf, clientAddress, MinuteCounts, networkOf } from '@pocket/callers';
import { ProblemException } from '@pocket/problem-details';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formOfConfig } from '@pocket/rest';

/** LRU size: the least recently seen caller's count is dropped. */
const rememberedCallers = 10_000;

/**
 * Counts a request of its caller: tells how many more are let through (draft-ietf-httpapi-ratelimit-headers-10), or
 * throws `rate_limited`. Without a limit for the route it does nothing; `undefined` where there is none at all. Limits are
 * in requests a minute.
 */
export async function createRateLimit(
  fastify: FastifyInstance,
  perCaller: number | undefined,
  perService: number | undefined,
): Promise<((request: FastifyRequest, reply: FastifyReply) => Promise<void>) | undefined> {
  if (perCaller === undefined && perService === undefined) return undefined;
  await fastify.register(rateLimit, { global: false, timeWindow: 60_000, keyGenerator: credentialOf });
  const limiter = (max: number | undefined) => {
    const options: RateLimitOptions = { max, cache: rememberedCallers };
    return max === undefined ? undefined : fastify.createRateLimit(options);
  };
  const general = limiter(perCaller);
  const forServices = limiter(perService);

  return async (request, reply) => {
    const form = formOfConfig(request.routeOptions.config);
    // A wrong credential is a failure, which has a brake of its own.
    if (form?.isBackground && /^basic /i.test(request.headers.authorization ?? '')) return;
    const count = form?.forServices ? forServices : general;
    const counted = await count?.(request);
    // The plugin's list of callers without a limit is not used.
    if (!counted || counted.isAllowed) return;
    const { max, remaining, ttlInSeconds, isExceeded } = counted;
    tellLimit(reply, max, remaining, ttlInSeconds);
    if (isExceeded) throw rateLimited(max, ttlInSeconds);
  };
}

/** Counts what a person calls with whichever of their tokens, once the guards have found out who it is. */
export class PersonLimit implements NestInterceptor {
  private readonly counts = new MinuteCounts(() => Date.now());

  constructor(private readonly perMinute: number) {}

  intercept(context: ExecutionContext, next: CallHandler): ReturnType<CallHandler['handle']> {
    const http = context.switchToHttp();
    const { caller } = callerNoteOf(http.getRequest<object>());
    if (!caller?.startsWith('person:')) return next.handle();
    const remaining = this.perMinute - this.counts.add(caller);
    const seconds = this.counts.secondsLeft(caller);
    tellLimit(http.getResponse<FastifyReply>(), this.perMinute, Math.max(0, remaining), seconds);
    if (remaining < 0) throw rateLimited(this.perMinute, seconds);
    return next.handle();
  }
}

/** Where a request is counted twice, as its credential's and as its person's, the count that leaves less is told. */
function tellLimit(reply: FastifyReply, max: number, remaining: number, seconds: number): void {
  const told = /r=(\d+)/.exec(String(reply.getHeader('RateLimit')))?.[1];
  if (told !== undefined && Number(told) < remaining) return;
  reply.header('RateLimit-Policy', `"default";q=${max};w=60`);
  reply.header('RateLimit', `"default";r=${remaining};t=${seconds}`);
}

function rateLimited(perMinute: number, seconds: number): ProblemException {
  return new ProblemException('rate_limited', {
    detail: `At most ${perMinute} requests a minute are answered; try again in ${seconds} s.`,
    headers: { 'Retry-After': String(seconds) },
  });
}

/** The credential, however it and its header are written, and never in clear; without one the client's network. */
function credentialOf({ headers, ip, socket }: FastifyRequest): string {
  const credential = /^[ \t]*\S+[ \t]+(\S+)/.exec(headers.authorization ?? '')?.[1];
  if (credential === undefined) return networkOf(clientAddress({ ip, socket }));
  // Base 64 has several spellings of the same bytes, and readers accept them all; ES256 has two signatures of one token.
  const parts = credential.split('.', 2).map((part) => Buffer.from(part, 'base64').toString('hex'));
  return hash('sha256', parts.join('.'), 'base64');
}
