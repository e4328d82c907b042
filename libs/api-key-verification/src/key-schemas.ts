import { idSchema, timeSchema, type TextDefinition } from '@pocket/validation';

/** What keys look like in the documents, to everything that shows or checks them. */

/** A key has each scope of the registry once at most. */
export const maximumScopes = 100;

export const keyName: TextDefinition = {
  max: 100,
  description: 'A human-readable label.',
  example: 'CI Pipeline',
};
export const keyIdSchema = { description: 'The key’s id; not secret.', ...idSchema('key') };
/** Which scopes exist is known only when the application runs: its document adds them as an `enum`. */
export const scopeListSchema = {
  type: 'array',
  items: { type: 'string' },
  minItems: 1,
  maxItems: maximumScopes,
  example: ['recordings:read', 'templates:read'],
} as const;
export const createdAtSchema = { ...timeSchema, description: 'When it was created.' };
export const expiresAtSchema = {
  ...timeSchema,
  nullable: true,
  description: 'From this moment on the key is refused; null: never.',
  example: '2035-01-15T10:00:00.000Z',
};

/** As an issued key looks, whatever its prefix. */
export const keySchema = {
  type: 'string',
  minLength: 36,
  maxLength: 48,
  pattern: '^[a-z][a-z0-9]*_[a-z]+_[0-9A-Za-z]{32}$',
  example: 'pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD',
} as const;
