import { Catch, type ArgumentsHost } from '@nestjs/common';
import { ProblemDetailsFilter } from '@pocket/problem-details';
import { problemOf } from './problems.js';

/** Answers every error as `application/problem+json`, whoever raised it. */
@Catch()
export class EveryErrorFilter extends ProblemDetailsFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    super.catch(problemOf(error), host);
  }
}
