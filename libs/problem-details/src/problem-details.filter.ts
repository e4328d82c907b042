import { randomUUID } from 'node:crypto';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ProblemException } from './problem.exception.js';

/**
 * Answers a {@link ProblemException} as `application/problem+json`, on Express and on Fastify.
 * `request_id` is the response's `X-Request-Id`; where no one has set one, a new one is made and sent.
 */
@Catch(ProblemException)
export class ProblemDetailsFilter implements ExceptionFilter {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(problem: ProblemException, host: ArgumentsHost): void {
    const { httpAdapter } = this.adapterHost;
    const response: unknown = host.switchToHttp().getResponse();
    const requestId = String(httpAdapter.getHeader(response, 'X-Request-Id') ?? randomUUID());
    const headers = {
      ...problem.headers,
      'X-Request-Id': requestId,
      'Content-Type': 'application/problem+json',
    };
    for (const [name, value] of Object.entries(headers)) httpAdapter.setHeader(response, name, value);
    httpAdapter.reply(response, problem.body(requestId), problem.getStatus());
  }
}
