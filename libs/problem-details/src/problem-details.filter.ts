import { randomUUID } from 'node:crypto';
import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ProblemException } from './problem.exception.js';

/**
 * Answers a {@link ProblemException} as `application/problem+json`, on Express and on Fastify.
 * `request_id` is the response's `X-Request-Id`; where no one has set one, a new one is made and sent.
 */
@Catch(ProblemException)
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemDetailsFilter.name);

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(problem: ProblemException, host: ArgumentsHost): void {
    const { httpAdapter } = this.adapterHost;
    const response: unknown = host.switchToHttp().getResponse();
    const requestId = String(httpAdapter.getHeader(response, 'X-Request-Id') ?? randomUUID());
    if (problem.getStatus() >= 500) this.log(problem, requestId);
    const headers = {
      ...problem.headers,
      'X-Request-Id': requestId,
      'Content-Type': 'application/problem+json',
    };
    for (const [name, value] of Object.entries(headers)) httpAdapter.setHeader(response, name, value);
    httpAdapter.reply(response, problem.body(requestId), problem.getStatus());
  }

  /** Notes what the caller is not told; no message, because a database error's carries SQL and hashes. */
  private log(problem: ProblemException, requestId: string): void {
    const { name, code, errno, stack, driverError } = (problem.cause ??
      {}) as Partial<NodeJS.ErrnoException> & {
      driverError?: { code?: string };
    };
    const entry = { msg: problem.code, request_id: requestId, name, code: code ?? driverError?.code, errno };
    const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line));
    if (problem.getStatus() === 503) this.logger.warn(entry);
    else this.logger.error({ ...entry, stack: frames?.join('\n') });
  }
}
