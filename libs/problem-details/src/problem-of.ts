import { ForbiddenException, HttpException } from '@nestjs/common';
import type { ProblemCode } from './problem-codes.js';
import { ProblemException } from './problem.exception.js';
import { unavailable } from './problems.js';
import { isUnavailable } from './unavailable-errors.js';

/** What Nest and Fastify refuse by themselves, by their status. */
const frameworkCodes: Partial<Record<number, ProblemCode>> = {
  401: 'unauthenticated',
  403: 'insufficient_role',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  408: 'request_timeout',
  409: 'conflict',
  413: 'content_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  431: 'request_header_fields_too_large',
};

/** Any error as the problem that its caller is told. */
export function problemOf(error: unknown): ProblemException {
  if (error instanceof ProblemException) return error;
  const status = statusOf(error);
  if (isUnavailable(error) || status === 503) return unavailable(error);
  if (status === undefined || status >= 500) return new ProblemException('internal_error', { cause: error });
  return new ProblemException(frameworkCodes[status] ?? 'malformed_request', { cause: error });
}

/** Trusts only statuses of Nest's and Fastify's own errors: a library's error may carry one that it met elsewhere. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) {
    // The file server's 403, which is no guard's, says that a path leaves its folder.
    const isFileServers = error.getStatus() === 403 && !(error instanceof ForbiddenException);
    return isFileServers ? 404 : error.getStatus();
  }
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: number };
  return String(code).startsWith('FST_') ? statusCode : undefined;
}
