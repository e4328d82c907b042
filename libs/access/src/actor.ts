import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { clientAddress } from '@pocket/callers';
import { principalOf, type IncomingCall } from './authenticator.js';
import type { Principal } from '@pocket/callers';

/** The service itself, as in a retention run; `name` says which part of it. */
export interface System {
  kind: 'system';
  name: string;
}

/** On whose behalf something is changed, and from where. */
export interface Actor<Who extends Principal | System = Principal | System> {
  principal: Who;
  /** The client's address. */
  address?: string;
  /** The request's `X-Request-Id`. */
  requestId?: string;
}

/** Names an actor in a log line: `person:<sub>`, `key:<id>` or `system:<part>`. */
export function actorName({ principal }: Actor): string {
  switch (principal.kind) {
    case 'person':
      return `person:${principal.userId}`;
    case 'program':
      return `key:${principal.keyId}`;
    case 'system':
      return `system:${principal.name}`;
  }
}

/** On whose behalf and from where, for a line in the log. */
export function originOf(actor: Actor): { by: string; address?: string; request_id?: string } {
  return { by: actorName(actor), address: actor.address, request_id: actor.requestId };
}

/** The caller of the route as an {@link Actor}, as a handler's parameter. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor<Principal> => {
    const http = context.switchToHttp();
    const request = http.getRequest<IncomingCall>();
    // Express and Fastify read headers that are set by the same method.
    const id = http.getResponse<{ getHeader(name: string): unknown }>().getHeader('x-request-id');
    const requestId = typeof id === 'string' ? id : undefined;
    return { principal: principalOf(request), address: clientAddress(request), requestId };
  },
);
