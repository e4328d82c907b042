import { Catch, Logger, type ArgumentsHost } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ProblemDetailsFilter } from '@pocket/problem-details';
import { logProblem, problemOf } from './problems.js';

/** Answers every error as `application/problem+json`, whoever raised it. */
@Catch()
export class EveryErrorFilter extends ProblemDetailsFilter {
  private readonly logger = new Logger(EveryErrorFilter.name);

  constructor(adapterHost: HttpAdapterHost) {
    super(adapterHost);
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    const problem = problemOf(error);
    logProblem(problem, host.switchToHttp().getRequest(), this.logger);
    super.catch(problem, host);
  }
}
