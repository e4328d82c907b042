import { HttpException } from '@nestjs/common';
import { PublicUrl } from './public-url.js';
import { problemCodes, type ProblemCode } from './problem-codes.js';

/** One wrong place in a request: a JSON pointer (RFC 6901) into the body, a stable code, a sentence. */
export interface ProblemError {
  pointer: string;
  code: string;
  detail: string;
}

/** What a problem says beyond its code. */
export interface ProblemOptions {
  /** One sentence for the person who reads it; never the caller's own input. Default: the code's meaning. */
  detail?: string;
  /** For status 400: each wrong place. Default: the request as a whole. */
  errors?: ProblemError[];
  /** Further members of the body, such as `required_role`. */
  members?: Record<string, unknown>;
  /** Response headers, such as `WWW-Authenticate`. */
  headers?: Record<string, string>;
  /** Why it happened; for the log, never for the caller. */
  cause?: unknown;
}

/** The body of an `application/problem+json` answer (RFC 9457). */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  request_id: string;
  errors?: ProblemError[];
  [member: string]: unknown;
}

/**
 * The one exception of this product: carries a {@link ProblemCode} and becomes `application/problem+json`. With a status
 * below 500 it has no stack, which nobody reads and which takes longer to collect than a key to verify.
 */
export class ProblemException extends HttpException {
  constructor(
    readonly code: ProblemCode,
    private readonly problem: ProblemOptions = {},
  ) {
    const { status } = problemCodes[code];
    const { stackTraceLimit } = Error;
    if (status < 500) Error.stackTraceLimit = 0;
    super({ status, code }, status, { cause: problem.cause });
    Error.stackTraceLimit = stackTraceLimit;
    this.message = problem.detail ?? problemCodes[code].meaning;
  }

  get headers(): Record<string, string> {
    return this.problem.headers ?? {};
  }

  /** The answer's body; `type` is absolute below the public address, where there is one. */
  body(requestId: string, publicUrl = new PublicUrl()): ProblemBody {
    const { status, title } = problemCodes[this.code];
    // What is wrong with the request as such has no place in its body.
    const { errors = status === 400 ? [{ pointer: '', code: this.code, detail: this.message }] : undefined } =
      this.problem;
    return {
      type: publicUrl.of(`/problems/${this.code}`),
      title,
      status,
      detail: this.message,
      code: this.code,
      request_id: requestId,
      ...(errors && { errors }),
      ...this.problem.members,
    };
  }
}
