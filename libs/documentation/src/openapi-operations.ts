import type { OpenAPIObject } from '@nestjs/swagger';
import { securitySchemes, type minimumRoleNote } from '@pocket/access';

/** An operation of the document, with what the decorators of our routes note in it. */
export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & {
  /** Set by `@MinimumRole`. */
  [minimumRoleNote]?: string;
  /** What a key needs; `@RequireScopes` notes it in `security`. */
  'x-required-scopes'?: string[];
};

export type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string] & {
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  additionalProperties?: boolean | Schema;
  example?: unknown;
  enum?: unknown[];
};

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof methods)[number];

/** Every operation, in the document's order. */
export function operationsOf(
  document: OpenAPIObject,
): { path: string; method: Method; operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation: Operation | undefined = item[method];
      return operation ? [{ path, method, operation }] : [];
    }),
  );
}

/** The scopes that `@RequireScopes` names. */
export const requiredScopes = ({ security }: Operation): string[] =>
  security?.flatMap((scheme) => scheme[securitySchemes.program] ?? []) ?? [];

/** What a `$ref` into the document means; anything else as it is. */
export function resolve<T extends object>(document: OpenAPIObject, value: T | { $ref: string }): T {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return value as T;
  const names = value.$ref.split('/').slice(1);
  const target = names.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], document);
  return resolve(document, target as T);
}
