/**
 * What the types of @pocket/client let through and what they refuse: never run, compiled by `npm run check`, where a
 * `@ts-expect-error` above a line that compiles is an error.
 */
import { createClient, createRecordingsClient, type Problem, type Scope } from '@pocket/client';

const api = createClient({ baseUrl: 'https://keys.example.com', token: async () => 'a token' });
const recordings = createRecordingsClient({ baseUrl: 'https://recordings.example.com', token: 'a key' });
const path = { orgId: 'org_…' };

export const compiles = {
  'a key with everything, or with its name alone': async () => {
    const scopes: Scope[] = ['recordings:read', 'templates:write'];
    const body = { name: 'CI', scopes, expires_at: null };
    await api.POST('/api/v1/organization/{orgId}/api-keys', { params: { path }, body });
    await api.POST('/api/v1/organization/{orgId}/api-keys', { params: { path }, body: { name: 'CI' } });
  },
  'a member without a role, which has a default': () =>
    api.POST('/api/v1/organization/{orgId}/members', { params: { path }, body: { user_id: 'ada' } }),
  'a page with and without its query': async () => {
    await recordings.GET('/api/v1/organization/{orgId}/recordings', { params: { path } });
    await recordings.GET('/api/v1/organization/{orgId}/recordings', {
      params: { path, query: { limit: 10, cursor: 'rec_…' } },
    });
  },
  'data where there is no error': async (): Promise<string> => {
    const { data, error } = await api.GET('/api/v1/api-keys/self');
    return error ? error.request_id : data.organization_id;
  },
  'a scope that was added after the client': async (): Promise<boolean> => {
    const { data } = await api.GET('/api/v1/api-keys/self');
    return data?.scopes.includes('added:later') ?? false;
  },
  'a switch over every code, without a default': async (): Promise<string> => {
    const { error } = await api.GET('/api/v1/api-keys/self');
    return error ? whatToDo(error) : 'nothing';
  },
};

export const refuses = {
  'a client without a token': () =>
    // @ts-expect-error token is missing
    createClient({ baseUrl: 'https://keys.example.com' }),
  'a scope that does not exist': () =>
    api.POST('/api/v1/organization/{orgId}/api-keys', {
      params: { path },
      // @ts-expect-error recordings:delete is no scope
      body: { name: 'CI', scopes: ['recordings:delete'] },
    }),
  'a key without a name': () =>
    api.POST('/api/v1/organization/{orgId}/api-keys', {
      params: { path },
      // @ts-expect-error name is missing
      body: { scopes: ['recordings:read'] },
    }),
  'a key in no organization': () =>
    // @ts-expect-error params is missing
    api.POST('/api/v1/organization/{orgId}/api-keys', { body: { name: 'CI' } }),
  'a forgotten parameter of the path': () =>
    api.DELETE('/api/v1/organization/{orgId}/api-keys/{keyId}', {
      // @ts-expect-error keyId is missing
      params: { path },
    }),
  'a path or method that does not exist': async () => {
    // @ts-expect-error it is called organization
    await api.GET('/api/v1/organizations');
    // @ts-expect-error keys are not changed
    await api.PATCH('/api/v1/organization/{orgId}/api-keys/{keyId}', { params: { path } });
  },
  'a secret where it was shown before': async () => {
    const { data } = await api.GET('/api/v1/organization/{orgId}/api-keys', { params: { path } });
    // @ts-expect-error only the answer to the creation has it
    return data?.keys[0]?.key;
  },
  'data before the error was looked at': async () => {
    const { data } = await api.GET('/api/v1/api-keys/self');
    // @ts-expect-error data may be undefined
    return data.id;
  },
  'a code that does not exist': async () => {
    const { error } = await api.GET('/api/v1/api-keys/self');
    // @ts-expect-error it is called invalid_token
    return error?.code === 'expired_token';
  },
};

function whatToDo(problem: Problem): string {
  switch (problem.code) {
    case 'validation_failed':
    case 'malformed_request':
      return (problem.errors ?? []).map(({ pointer, detail }) => `${pointer} ${detail}`).join(', ');
    case 'unauthenticated':
    case 'invalid_token':
      return 'ask for a new key';
    case 'insufficient_role':
      return `ask a person who is ${problem.required_role ?? 'more'}`;
    case 'insufficient_scope':
      return 'ask for a key with the scope';
    case 'unavailable':
    case 'rate_limited':
    case 'request_timeout':
      return 'try again';
    case 'not_found':
    case 'last_owner':
    case 'key_limit_reached':
    case 'conflict':
      return 'tell the person';
    case 'method_not_allowed':
    case 'not_acceptable':
    case 'content_too_large':
    case 'uri_too_long':
    case 'unsupported_media_type':
    case 'request_header_fields_too_large':
    case 'internal_error':
      return 'report it';
  }
}
