import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { HttpException, type Logger } from '@nestjs/common';
import { isUnavailable } from '@pocket/database';
import { ProblemException, problemCodes, type ProblemCode } from '@pocket/problem-details';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newRequestId } from './request-id.js';

/** Any error as the problem that its caller is told. */
export function problemOf(error: unknown): ProblemException {
  if (error instanceof ProblemException) return error;
  if (isUnavailable(error)) return unavailable(error);
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : (error as { statusCode?: unknown } | null)?.statusCode;
  const code = codeOf(status);
  return new ProblemException(code ?? 'internal_error', { cause: error });
}

function unavailable(cause: unknown): ProblemException {
  return new ProblemException('unavailable', { headers: { 'Retry-After': '1' }, cause });
}

/** The first code with this status; what the framework refuses by itself has exactly one. */
function codeOf(status: unknown): ProblemCode | undefined {
  if (typeof status !== 'number' || status >= 500) return undefined;
  const codes = Object.keys(problemCodes) as ProblemCode[];
  return (
    codes.find((code) => problemCodes[code].status === status) ??
    (status >= 400 ? 'malformed_request' : undefined)
  );
}

/** Answers outside of Nest. */
export function sendProblem(reply: FastifyReply, problem: ProblemException): FastifyReply {
  return reply
    .code(problem.getStatus())
    .headers(problem.headers)
    .header('X-Request-Id', reply.request.id)
    .type('application/problem+json')
    .send(JSON.stringify(problem.body(reply.request.id)));
}

/** Answers what is no HTTP request to the end, on the bare socket. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const codes: Record<string, ProblemCode> = {
    HPE_HEADER_OVERFLOW: 'request_header_fields_too_large',
    ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
  };
  const problem = new ProblemException(codes[error.code ?? ''] ?? 'malformed_request');
  const id = newRequestId();
  const body = JSON.stringify(problem.body(id));
  socket.end(
    `HTTP/1.1 ${problem.getStatus()} ${STATUS_CODES[problem.getStatus()]}\r\n` +
      `Content-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `X-Request-Id: ${id}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** Notes what the caller is not told; of a database error no message, because it carries SQL and hashes. */
export function logProblem(
  problem: ProblemException,
  request: FastifyRequest,
  logger: Pick<Logger, 'error' | 'warn'>,
): void {
  const status = problem.getStatus();
  if (status < 500) return;
  const { cause } = problem as { cause?: unknown };
  const { name, code, errno, stack, driverError } = (cause ?? {}) as Partial<NodeJS.ErrnoException> & {
    driverError?: { code?: string };
  };
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line));
  const entry = { msg: problem.code, request_id: request.id, name, code: code ?? driverError?.code, errno };
  if (status === 503) logger.warn(entry);
  else logger.error({ ...entry, stack: frames?.join('\n') });
}
