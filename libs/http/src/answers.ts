import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import {
  deadlines,
  ProblemException,
  unavailable,
  type ProblemCode,
  type PublicUrl,
} from '@pocket/problem-details';
import { formOfConfig } from '@pocket/rest';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { newRequestId } from './request-id.js';

/** Answers a problem outside of Nest. */
export function sendProblem(
  reply: FastifyReply,
  problem: ProblemException,
  publicUrl: PublicUrl,
): FastifyReply {
  return reply
    .code(problem.getStatus())
    .headers(problem.headers)
    .headers({ 'X-Request-Id': reply.request.id, 'Cache-Control': 'no-store' })
    .type('application/problem+json')
    .send(JSON.stringify(problem.body(reply.request.id, publicUrl)));
}

/** Answers 503 when a handler takes longer than the time limit. */
export function limitAnswers(fastify: FastifyInstance, publicUrl: PublicUrl): void {
  fastify.addHook('preHandler', (request, reply, done) => {
    const { answer, revocation } = deadlines;
    const timer = setTimeout(
      () => {
        // What is being sent takes as long as its client reads.
        if (!reply.sent && !reply.raw.headersSent) sendProblem(reply, unavailable(), publicUrl);
      },
      formOfConfig(request.routeOptions.config)?.revokes ? revocation : answer,
    );
    reply.raw.once('close', () => clearTimeout(timer));
    done();
  });
}

/** Answers what could not be read as an HTTP request, on the bare socket. */
export function unreadableAnswerer(publicUrl: PublicUrl) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const codes: Record<string, ProblemCode> = {
      HPE_HEADER_OVERFLOW: 'request_header_fields_too_large',
      ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
    };
    const problem = new ProblemException(codes[error.code ?? ''] ?? 'malformed_request');
    const id = newRequestId();
    const body = JSON.stringify(problem.body(id, publicUrl));
    // A client that keeps its side open would keep the connection.
    setTimeout(() => socket.destroy(), 1_000).unref();
    socket.end(
      `HTTP/1.1 ${problem.getStatus()} ${STATUS_CODES[problem.getStatus()]}\r\n` +
        `Content-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
        `X-Request-Id: ${id}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n${body}`,
    );
  };
}
