import * as fc from 'fast-check';
import type { Answer } from '../../support/services.js';
import { keyOf, stepAt, whichever } from './draws.js';
import {
  allScopes,
  isLive,
  keysOf,
  listed,
  notFound,
  refusal,
  type Expected,
  type Key,
  type Organization,
  type Span,
} from './oracle.js';

/** Few, so that the limit is reached. */
export const maximumKeys = 6;
const unknownId = 'key_00000000000000000000000000';
const pathOf = ({ id }: Organization) => `/api/v1/organization/${id}/api-keys`;

const scopes = fc.option(fc.subarray(allScopes, { minLength: 1 }), { nil: undefined, freq: 3 });
/** Milliseconds from now. */
const lifetime = fc.oneof(
  { weight: 5, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: fc.integer({ min: 40, max: 400 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1_000_000, max: 100_000_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -100_000, max: 0 }) },
);

const create = stepAt('create a key', { scopes, lifetime }, ({ organization, caller, drawn }, attempt) => {
  const name = `Key ${organization.keys.length} of ${organization.marker}`;
  const expiresAt = drawn.lifetime === null ? null : new Date(Date.now() + drawn.lifetime).toISOString();
  const granted = drawn.scopes ?? allScopes;
  return attempt({
    service: 'api',
    method: 'POST',
    path: pathOf(organization),
    body: { name, ...(drawn.scopes && { scopes: drawn.scopes }), expires_at: expiresAt },
    caller,
    expected: (now, { body }) => {
      const refused = refusal(caller, organization, { role: 'admin' }, now);
      if (refused) return refused;
      if (expiresAt !== null && Date.parse(expiresAt) <= now)
        return { status: 400, code: 'validation_failed' };
      if (keysOf(organization).filter((key) => isLive(key, now)).length >= maximumKeys)
        return { status: 409, code: 'key_limit_reached' };
      const { id, key, created_at } = body;
      return { status: 201, body: { id, name, key, scopes: granted, created_at, expires_at: expiresAt } };
    },
    learn: (answer, span) => {
      if (answer.status === 201) organization.keys.push(newKey(organization, answer, span));
    },
  });
});

function newKey(home: Organization, { body }: Answer, { from, to }: Span): Key {
  const {
    id,
    key: secret,
    name,
    scopes,
    created_at: createdAt,
    expires_at: expiresAt,
  } = body as Record<string, never>;
  const isRight =
    /^key_[0-9A-Za-z]{20,}$/.test(id) &&
    /^pk_live_[0-9A-Za-z]{32}$/.test(secret) &&
    Date.parse(createdAt) >= from &&
    Date.parse(createdAt) <= to;
  if (!isRight)
    throw new Error(`A new key is ${JSON.stringify(body)}, asked for at ${new Date(from).toISOString()}.`);
  return { home, id, secret, name, scopes, createdAt, expiresAt, isDeleted: false };
}

const list = stepAt('list keys', {}, ({ organization, caller }, attempt) => {
  return attempt({
    service: 'api',
    path: pathOf(organization),
    caller,
    expected: (now, answer) =>
      refusal(caller, organization, { role: 'viewer' }, now) ?? {
        status: 200,
        body: {
          keys: keysOf(organization)
            .map((key) => listed(key, answer))
            .toReversed(),
        },
      },
  });
});

/** Those in the organization that is called; another's is as good as none. */
const found = (organization: Organization, key: Key | undefined): Key | undefined =>
  key && key.home === organization && !key.isDeleted ? key : undefined;

const get = stepAt('get a key', { key: whichever }, ({ model, organization, caller, drawn }, attempt) => {
  const key = keyOf(model, organization, drawn.key);
  return attempt({
    service: 'api',
    path: `${pathOf(organization)}/${key?.id ?? unknownId}`,
    caller,
    expected: (now, answer): Expected => {
      const there = found(organization, key);
      return (
        refusal(caller, organization, { role: 'viewer' }, now) ??
        (there ? { status: 200, body: listed(there, answer) } : notFound)
      );
    },
  });
});

const remove = stepAt(
  'delete a key',
  { key: whichever },
  ({ model, organization, caller, drawn }, attempt) => {
    const key = keyOf(model, organization, drawn.key);
    return attempt({
      service: 'api',
      method: 'DELETE',
      path: `${pathOf(organization)}/${key?.id ?? unknownId}`,
      caller,
      expected: (now): Expected =>
        refusal(caller, organization, { role: 'admin' }, now) ??
        (found(organization, key) ? { status: 200, body: { success: true } } : notFound),
      learn: ({ status }) => {
        if (status === 200) key!.isDeleted = true;
      },
    });
  },
);

export const keySteps = [
  { weight: 5, arbitrary: create },
  { weight: 2, arbitrary: list },
  { weight: 2, arbitrary: get },
  { weight: 3, arbitrary: remove },
];
