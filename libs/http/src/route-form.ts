import type { FastifyRequest } from 'fastify';

/** What a route says of its form, by `@RouteConfig`. */
export interface RouteForm {
  /** The one media type of its bodies; default JSON. */
  consumes?: string;
  /** It has no body to accept or not. */
  answersAnyAccept?: boolean;
  /** Services ask it for all of their own callers, so that it has a rate limit of its own. */
  forServices?: boolean;
}

export const formOf = (request: FastifyRequest) => request.routeOptions.config as RouteForm;
