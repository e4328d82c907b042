import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi } from '../../apps/api/src/create-api.js';
import { readApiEnvironment } from '../../apps/api/src/environment.js';
import { createRecordings } from '../../apps/recordings/src/create-recordings.js';
import { readRecordingsEnvironment } from '../../apps/recordings/src/environment.js';
import { forgetService, knowService } from './check-every-answer.js';
import type { TokenIssuer } from './token-issuer.js';

/** Any JSON. */
// oxlint-disable-next-line typescript/no-explicit-any -- assertions check what types cannot know here
export type Body = Record<string, any>;

/** One answer, read whole. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; its shape is what the tests assert. */
  body: Body;
}

export interface Call {
  method?: string;
  token?: string;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** A service that listens on a free port of the loopback interface. */
export interface TestService {
  url: string;
  app: NestFastifyApplication;
  call(path: string, call?: Call): Promise<Answer>;
  close(): Promise<void>;
}

/** Sends one request and reads the answer. */
export async function call(
  url: string,
  { method = 'GET', token, body, headers = {} }: Call = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
}

/** The variables of a service that trusts this issuer. */
export function environmentOf(
  databaseUrl: string,
  issuer: Pick<TokenIssuer, 'issuer' | 'audience'>,
  more: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: databaseUrl,
    // Suites send more wrong credentials from one address than anybody should.
    AUTH_FAILURES_PER_MINUTE: '0',
    AUTH_ISSUER: issuer.issuer,
    AUTH_AUDIENCE: issuer.audience,
    ...more,
  };
}

export const startApi = async (env: NodeJS.ProcessEnv) => start(await createApi(readApiEnvironment(env)));
export const startRecordings = async (env: NodeJS.ProcessEnv) =>
  start(await createRecordings(readRecordingsEnvironment(env)));

async function start(app: NestFastifyApplication): Promise<TestService> {
  try {
    await app.listen(0, '127.0.0.1');
  } catch (error) {
    await app.close();
    throw error;
  }
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  await knowService(url);
  return {
    url,
    app,
    call: (path, options) => call(url + path, options),
    close: async () => {
      forgetService(url);
      await app.close();
    },
  };
}
