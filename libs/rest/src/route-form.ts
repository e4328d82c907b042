import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { ProblemCode } from '@pocket/problem-details';
import { fastifyRouteConfig } from '@pocket/routes';

/** What a route is like beside its access rule; read by the HTTP application and by the documents. */
export interface RouteForm {
  /** The one media type of its bodies; default JSON. */
  consumes?: string;
  /** It has no body that a client could accept or not. */
  answersAnyAccept?: boolean;
  /** Services ask it for all of their own callers, so that it has a rate limit of its own. */
  forServices?: boolean;
  /** Services send it by themselves, again and again: no rate limit counts it where the credential comes by HTTP Basic, and it is logged at level `debug` where it succeeds. */
  isBackground?: boolean;
  /** It takes a right away, and waits until every process knows. */
  revokes?: boolean;
}

/** Under these names an operation notes what `@pocket/documentation` makes its responses of; not part of what is published. */
export const operationNotes = { form: 'x-route-form', problems: 'x-problems' } as const;

/** What the handler itself refuses, for the document; every other error follows from the form of the operation. */
export const MayAnswer = (...codes: ProblemCode[]) => ApiExtension(operationNotes.problems, codes);

/** The key of a form in the configuration of a Fastify route. */
const key = 'pocketForm';

/** Declares the form of a route. */
export const HasForm = (form: RouteForm) =>
  applyDecorators(SetMetadata(metadataKey, form), ApiExtension(operationNotes.form, form));
const metadataKey = 'pocket:form';

/** Makes a handler known as one of ours, with its form, to Express and to Fastify. */
export function markRoute(handler: object): void {
  const form = (Reflect.getMetadata(metadataKey, handler) as RouteForm | undefined) ?? {};
  Reflect.defineMetadata(metadataKey, form, handler);
  const config = Reflect.getMetadata(fastifyRouteConfig, handler) as object | undefined;
  Reflect.defineMetadata(fastifyRouteConfig, { ...config, [key]: form }, handler);
}

/** The form of a handler of ours; `undefined` of any other. */
export const formOfHandler = (handler: object) =>
  Reflect.getMetadata(metadataKey, handler) as RouteForm | undefined;

/** The form of a Fastify route, by its configuration; `undefined` where it is none of ours. */
export const formOfConfig = (config: object | undefined) =>
  (config as { [key]?: RouteForm } | undefined)?.[key];
