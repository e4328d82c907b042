import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ForbiddenException, HttpException } from '@nestjs/common';
import { isUnavailable } from '@pocket/database';
import { ProblemException, type ProblemCode } from '@pocket/problem-details';
import type { FastifyReply } from 'fastify';
import { newRequestId } from './request-id.js';

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

/** Only of the framework's own errors: the status that some library met elsewhere is none of the caller's. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) {
    // The file server's 403, which is no guard's, says that a path leaves its folder.
    const isFileServers = error.getStatus() === 403 && !(error instanceof ForbiddenException);
    return isFileServers ? 404 : error.getStatus();
  }
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: number };
  return String(code).startsWith('FST_') ? statusCode : undefined;
}

/** The service cannot answer now. */
export function unavailable(cause?: unknown): ProblemException {
  return new ProblemException('unavailable', { headers: { 'Retry-After': '1' }, cause });
}

/** Answers outside of Nest. */
export function sendProblem(reply: FastifyReply, problem: ProblemException): FastifyReply {
  return reply
    .code(problem.getStatus())
    .headers(problem.headers)
    .headers({ 'X-Request-Id': reply.request.id, 'Cache-Control': 'no-store' })
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
  // A client that keeps its side open would keep the connection.
  setTimeout(() => socket.destroy(), 1_000).unref();
  socket.end(
    `HTTP/1.1 ${problem.getStatus()} ${STATUS_CODES[problem.getStatus()]}\r\n` +
      `Content-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `X-Request-Id: ${id}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
  );
}
