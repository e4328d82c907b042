import * as fc from 'fast-check';
import { at, everyKey, organizationIndex } from './draws.js';
import {
  allScopes,
  insufficientScope,
  invalidToken,
  isLive,
  noteUse,
  unauthenticated,
  type Expected,
  type Key,
} from './oracle.js';
import { Step, type Attempt } from './step.js';

/** Well-formed, and nobody's. */
const unknownSecret = 'pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD';
const pick = fc.nat(1_000);

/** A key that calls: one that exists or existed, or none. */
function expectedOf(key: Key | undefined, now: number): Expected | undefined {
  if (!key) return unauthenticated;
  return isLive(key, now) ? undefined : invalidToken;
}

const self = fc.record({ pick }).map(
  (drawn) =>
    new Step('ask who am I', drawn, (model, attempt) => {
      const key = at(everyKey(model), drawn.pick);
      return attempt({ service: 'api', path: '/api/v1/api-keys/self', caller: key, ...selfOf(key) });
    }),
);

/** What a key is told of itself. */
export function selfOf(key: Key | undefined): Pick<Attempt, 'expected' | 'learn'> {
  return {
    expected: (now): Expected =>
      expectedOf(key, now) ?? {
        status: 200,
        body: {
          id: key!.id,
          name: key!.name,
          organization_id: key!.home.id,
          scopes: key!.scopes,
          created_at: key!.createdAt,
          expires_at: key!.expiresAt,
        },
      },
    learn: ({ status }, span) => {
      if (status === 200) noteUse(key, span);
    },
  };
}

const authorize = fc
  .record({
    pick,
    scopes: fc.subarray(allScopes, { minLength: 1, maxLength: 2 }),
    organization: fc.option(organizationIndex, { nil: undefined }),
  })
  .map(
    (drawn) =>
      new Step('authorize', drawn, (model, attempt) => {
        const key = at(everyKey(model), drawn.pick);
        const organization = model.organizations[drawn.organization ?? -1];
        const query = new URLSearchParams(drawn.scopes.map((scope): [string, string] => ['scope', scope]));
        if (organization) query.set('organization', organization.id);
        return attempt({
          service: 'api',
          path: `/api/v1/api-keys/authorize?${query}`,
          caller: key,
          expected: (now): Expected => {
            const refused = expectedOf(key, now);
            if (refused) return refused;
            const isAtHome = !organization || organization === key!.home;
            const mayAll = drawn.scopes.every((scope) => key!.scopes.includes(scope));
            return isAtHome && mayAll ? { status: 204, body: {} } : insufficientScope;
          },
          learn: ({ status, headers }, span) => {
            if (status !== 204) return;
            noteUse(key, span);
            const told = ['organization-id', 'key-id', 'scopes'].map((name) => headers.get(`x-auth-${name}`));
            const wanted = [key!.home.id, key!.id, key!.scopes.join(' ')];
            if (told.join() !== wanted.join())
              throw new Error(`A gateway was told ${told.join()}, not ${wanted.join()}`);
          },
        });
      }),
  );

const introspect = (basic: string) =>
  fc.record({ pick, isUnknown: fc.boolean() }).map(
    (drawn) =>
      new Step('introspect', drawn, (model, attempt) => {
        const key = drawn.isUnknown ? undefined : at(everyKey(model), drawn.pick);
        const token = key?.secret ?? unknownSecret;
        return attempt({
          service: 'api',
          method: 'POST',
          path: '/api/v1/api-keys/introspect',
          headers: { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ token }).toString(),
          // A service may be told of every organization.
          caller: key,
          expected: (now, { body }): Expected => {
            if (!key || !isLive(key, now)) return { status: 200, body: { active: false } };
            const exp = key.expiresAt && Math.ceil(Date.parse(key.expiresAt) / 1_000);
            return {
              status: 200,
              body: {
                active: true,
                scope: key.scopes.join(' '),
                client_id: key.id,
                sub: key.id,
                org_id: key.home.id,
                iss: body.iss,
                iat: Math.floor(Date.parse(key.createdAt) / 1_000),
                ...(exp && { exp, expires_at: key.expiresAt }),
                token_type: 'Bearer',
              },
            };
          },
          learn: ({ body }, span) => {
            if (body.active) noteUse(key, span);
          },
        });
      }),
  );

export const checkSteps = (basic: string) => [
  { weight: 3, arbitrary: self },
  { weight: 3, arbitrary: authorize },
  { weight: 2, arbitrary: introspect(basic) },
];
