import type { FastifyReply } from 'fastify';

/** Tells caches that the answer depends on this header of the request too. */
export function varyBy(reply: FastifyReply, header: string): void {
  reply.header('Vary', [reply.getHeader('Vary') ?? [], header].flat().join(', '));
}
