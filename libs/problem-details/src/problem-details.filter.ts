import { randomUUID } from 'node:crypto';
import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost, ModuleRef, type AbstractHttpAdapter } from '@nestjs/core';
import { problemOf } from './problem-of.js';
import { ProblemException } from './problem.exception.js';
import { findProvider, PublicUrl } from './public-url.js';

const logger = new Logger('Problem');

/**
 * Answers a {@link ProblemException} as `application/problem+json`, on Express and on Fastify. `request_id` is the
 * response's `X-Request-Id`; where none is set, a new one is made and sent. Every other error stays the host's own.
 */
@Catch(ProblemException)
export class ProblemDetailsFilter implements ExceptionFilter {
  private publicUrl?: PublicUrl;

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly moduleRef: ModuleRef,
  ) {}

  catch(problem: ProblemException, host: ArgumentsHost): void {
    // Only HTTP has a response to write to: other transports have filters of their own.
    if (host.getType() !== 'http') throw problem;
    const response: unknown = host.switchToHttp().getResponse();
    // Looked up once: it takes a good part of the time of a refusal.
    this.publicUrl ??= findProvider(this.moduleRef, PublicUrl) ?? new PublicUrl();
    replyWithProblem(this.adapterHost.httpAdapter, response, problem, this.publicUrl);
  }
}

/** Answers every error as `application/problem+json`, whoever raised it. */
@Catch()
export class AllExceptionsFilter extends ProblemDetailsFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    super.catch(problemOf(error), host);
  }
}

/** Answers a problem through Nest's HTTP adapter, and logs what its caller is not told. */
export function replyWithProblem(
  adapter: AbstractHttpAdapter,
  response: unknown,
  problem: ProblemException,
  publicUrl = new PublicUrl(),
): void {
  const requestId = String(adapter.getHeader(response, 'X-Request-Id') ?? randomUUID());
  if (problem.getStatus() >= 500) logCause(problem, requestId);
  const isLimit = problem.getStatus() === 429 && adapter.getHeader(response, 'Retry-After') === undefined;
  const headers = {
    // A limit of the application's own may have said when.
    ...(isLimit && { 'Retry-After': '60' }),
    ...problem.headers,
    'X-Request-Id': requestId,
    'Cache-Control': 'no-store',
    'Content-Type': 'application/problem+json',
  };
  for (const [name, value] of Object.entries(headers)) adapter.setHeader(response, name, value);
  // As text, because Nest 11 on Express makes `application/json` of the type of an object.
  adapter.reply(response, JSON.stringify(problem.body(requestId, publicUrl)), problem.getStatus());
}

/** Without a message, because a database error's carries SQL and hashes. */
function logCause(problem: ProblemException, requestId: string): void {
  const { name, code, errno, stack, driverError } = (problem.cause ??
    {}) as Partial<NodeJS.ErrnoException> & {
    driverError?: { code?: string };
  };
  const entry = { msg: problem.code, request_id: requestId, name, code: code ?? driverError?.code, errno };
  if (problem.getStatus() === 503) return logger.warn(entry);
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line));
  logger.error({ ...entry, stack: frames?.join('\n') });
}
