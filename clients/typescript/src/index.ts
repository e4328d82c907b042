import createFetchClient, { type Client, type ClientOptions as FetchClientOptions } from 'openapi-fetch';
import type { components as Api, paths as ApiPaths } from './generated/api.js';
import type { components as Recordings, paths as RecordingsPaths } from './generated/recordings.js';

export type { ApiPaths, RecordingsPaths };

type ApiSchemas = Api['schemas'];
type RecordingsSchemas = Recordings['schemas'];

export type Organization = ApiSchemas['Organization'];
export type Member = ApiSchemas['Member'];
export type Role = ApiSchemas['Role'];
export type ApiKey = ApiSchemas['ApiKey'];
/** The only answer that has the secret. */
export type CreatedApiKey = ApiSchemas['CreatedApiKey'];
export type Scope = ApiSchemas['Scope'];
export type Recording = RecordingsSchemas['Recording'];
export type Template = RecordingsSchemas['Template'];
/** An error of status 400, which says where the request is wrong. */
export type ValidationProblem = ApiSchemas['ValidationProblem'];
/** Every error of both services (RFC 9457); decide by its `code`. */
export type Problem = ApiSchemas['Problem'] | ValidationProblem;
export type ProblemCode = Problem['code'];

export interface ClientOptions {
  /** Where the service is, such as `https://keys.example.com`. */
  baseUrl: string;
  /** A person's token or an API key; a function is asked before every request. */
  token: string | (() => string | Promise<string>);
  /** In place of the global `fetch`: for a proxy, for retries, for tests. */
  fetch?: FetchClientOptions['fetch'];
}

/** A client of organizations, members and API keys. */
export const createClient: (options: ClientOptions) => Client<ApiPaths> = connect;

/** A client of recordings and templates. */
export const createRecordingsClient: (options: ClientOptions) => Client<RecordingsPaths> = connect;

function connect<Paths extends object>({ token, ...options }: ClientOptions): Client<Paths> {
  const client = createFetchClient<Paths>(options);
  client.use({
    async onRequest({ request }) {
      // A call that brings a credential of its own keeps it, as the introspection by a service does.
      if (request.headers.has('authorization')) return;
      request.headers.set('authorization', `Bearer ${typeof token === 'string' ? token : await token()}`);
    },
    onResponse({ request, response }) {
      // What a proxy answers must not pass for a Problem.
      if (!response.ok && !response.headers.get('content-type')?.startsWith('application/problem+json'))
        throw new Error(
          `${request.method} ${request.url}: ${response.status}, and not from the service itself.`,
        );
    },
  });
  return client;
}
