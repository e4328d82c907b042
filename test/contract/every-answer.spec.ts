import { rmSync } from 'node:fs';
import { closeOwnConnection } from '@pocket/database';
import { problemCodes, type ProblemCode } from '@pocket/problem-details';
import { DataSource } from 'typeorm';
import { insertOrganizations } from '../support/many-rows.js';
import { knowService } from '../support/check-every-answer.js';
import {
  basic,
  createPlace,
  credentialsOf,
  goodCall,
  type Operation,
  type Place,
} from '../support/documented-calls.js';
import { sendRaw } from '../support/raw-http.js';
import type { Answer, Call } from '../support/services.js';

describe('every answer that the documents promise', () => {
  let place: Place;
  let strict: Place;
  let full: Place;
  let broken: Place;
  let blocked: Place;
  let operations: Operation[];

  beforeAll(async () => {
    place = await createPlace();
    ({ operations } = place);
    strict = await createPlace({
      RATE_LIMIT_PER_MINUTE: '30',
      INTROSPECTION_RATE_LIMIT_PER_MINUTE: '1',
    });
    full = await createPlace({
      API_KEY_MAX_PER_ORGANIZATION: '3',
      ORGANIZATION_CREATORS: 'owner-of-acme,owner-of-other',
    });
    await insertOrganizations(full.world.api.app.get(DataSource), 'owner-of-acme', 1_000);
    broken = await createPlace();
    blocked = await createPlace();
  });
  afterAll(async () => {
    for (const { world } of [place, strict, full, broken, blocked]) await world.close();
  });

  const send = async (
    where: Place,
    operation: Operation,
    change: (call: Call) => Call = (call) => call,
    suffix = '',
  ) => {
    const { path, call } = await goodCall(where, operation);
    return where.world[operation.service].call(path + suffix, change(call));
  };
  const as =
    (authorization?: string) =>
    (call: Call): Call => {
      const { authorization: _, ...headers } = call.headers!;
      return { ...call, headers: { ...headers, ...(authorization && { authorization }) } };
    };
  const withHeader =
    (name: string, value: string) =>
    (call: Call): Call => ({
      ...call,
      headers: { ...call.headers, [name]: value },
    });
  const withBody =
    (body: string, type: string) =>
    (call: Call): Call => ({
      ...withHeader('content-type', type)(call),
      body,
    });
  const isKeyOnly = ({ value }: Operation) => !JSON.stringify(value.security).includes('PersonToken');
  const typeOf = ({ value }: Operation) =>
    Object.keys(value.requestBody?.content ?? { 'application/json': 0 })[0]!;

  /** How each error comes about, in any operation that has it. */
  const provoke: Partial<Record<ProblemCode, (operation: Operation) => Promise<Answer>>> = {
    malformed_request: async (operation) => {
      const { path, call } = await goodCall(place, operation);
      const request = `${call.method} ${path} HTTP/1.1\r\nConnection: close\r\n\r\n`;
      return answerOf(await sendRaw(place.world[operation.service].url, request));
    },
    validation_failed: (operation) => {
      if (!operation.value.requestBody) return send(place, operation, undefined, '&colour=red');
      return typeOf(operation) === 'application/json'
        ? send(place, operation, (call) => ({ ...call, body: { ...(call.body as object), colour: 'red' } }))
        : send(place, operation, (call) => ({ ...call, body: 'token=' }));
    },
    unauthenticated: (operation) => send(place, operation, as()),
    invalid_token: (operation) =>
      send(place, operation, as(operation.id === 'introspectApiKey' ? basic('a guess') : 'Bearer nonsense')),
    insufficient_role: (operation) => {
      const where = operation.id === 'createOrganization' ? full : place;
      return send(where, operation, as(`Bearer ${where.acme.tokens.viewer}`));
    },
    insufficient_scope: async (operation) => {
      if (isKeyOnly(operation)) return send(place, operation, as(`Bearer ${place.acme.tokens.owner}`));
      const scopes = ['templates:write', 'recordings:write'].filter(
        (scope) => !operation.value['x-required-scopes']?.includes(scope),
      );
      const { key } = await place.world.key(place.acme, { scopes: scopes.slice(0, 1) });
      return send(place, operation, as(`Bearer ${key}`));
    },
    not_found: async (operation) => {
      const { path, call } = await goodCall(place, operation);
      return place.world[operation.service].call(path.replace(place.acme.id, place.other.id), call);
    },
    not_acceptable: (operation) => send(place, operation, withHeader('accept', 'image/png')),
    request_timeout: async (operation) => {
      const { path, call } = await goodCall(place, operation);
      const head = `${call.method} ${path} HTTP/1.1\r\nHost: x\r\n`;
      return answerOf(await sendRaw(place.world[operation.service].url, head));
    },
    conflict: async (operation) => {
      if (operation.id === 'createOrganization') return send(full, operation);
      await send(place, operation);
      return send(place, operation);
    },
    last_owner: async (operation) => {
      const { path, call } = await goodCall(place, operation);
      const owner = path.replace(/[^/]+$/, 'owner-of-acme');
      return place.world.api.call(owner, { ...call, body: { role: 'viewer' } });
    },
    key_limit_reached: (operation) => send(full, operation),
    content_too_large: (operation) => send(place, operation, withBody('x'.repeat(70_000), typeOf(operation))),
    unsupported_media_type: (operation) => send(place, operation, withBody('x', 'text/plain')),
    uri_too_long: (operation) => send(place, operation, undefined, `?${'x'.repeat(8_000)}`),
    rate_limited: async (operation) => {
      const { call } = prepared.get(operation.id)!;
      const path = operation.path.replace(/\{\w+\}/g, 'any');
      const again = as(credentialsOf(strict.acme, operation)[0]!.authorization)(call);
      // More than one caller may send; the calls that set the world up counted too.
      for (let sent = 0; sent < 31; sent++) {
        const answer = await strict.world[operation.service].call(path, again);
        if (answer.status === 429) return answer;
      }
      throw new Error(`${operation.id} is not limited.`);
    },
    request_header_fields_too_large: async (operation) => {
      const { path, call } = await goodCall(place, operation);
      const head = `${call.method} ${path} HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`;
      return answerOf(await sendRaw(place.world[operation.service].url, head));
    },
    internal_error: (operation) => sendPrepared(broken, operation),
    unavailable: (operation) => sendPrepared(blocked, operation),
  };

  /** Requests that were made up before their world's database was harmed. */
  const prepared = new Map<string, { path: string; call: Call }>();
  const sendPrepared = ({ world }: Place, operation: Operation) => {
    const { path, call } = prepared.get(operation.id)!;
    return world[operation.service].call(path, call);
  };

  it('is given to requests made of the documents’ own examples', async () => {
    for (const operation of operations) {
      const answer = await send(place, operation);
      expect(`${operation.id} ${answer.status}`).toBe(
        `${operation.id} ${Object.keys(operation.responses)[0]}`,
      );
    }
  });

  /** Sends what provokes each code in each operation that names it: of one code at once, since some take seconds. */
  const expectEach = async (isMeant: (code: ProblemCode) => boolean) => {
    const codes = new Set(operations.flatMap(codesOf).filter(isMeant));
    for (const code of codes) {
      const naming = operations.filter((operation) => codesOf(operation).includes(code));
      const answers = await Promise.all(
        naming.map(async (operation) => {
          const { status, body } = await provoke[code]!(operation);
          if (code === 'insufficient_role')
            expect(body.required_role).toBe(operation.value['x-minimum-role']);
          return `${operation.id}: ${status} ${body.code}`;
        }),
      );
      expect(answers).toEqual(naming.map(({ id }) => `${id}: ${problemCodes[code].status} ${code}`));
    }
  };

  it('is given, to each error in each operation that names it', async () => {
    for (const operation of operations) prepared.set(operation.id, await goodCall(broken, operation));
    await harmDatabase(broken);
    await expectEach((code) => code !== 'unavailable');
  });

  it('is given, while the database is out of reach', async () => {
    for (const operation of operations) prepared.set(operation.id, await goodCall(blocked, operation));
    for (const { app } of [blocked.world.api, blocked.world.recordings]) loseDatabase(app.get(DataSource));
    await expectEach((code) => code === 'unavailable');
  });

  it('has been given: every operation, every parameter and every status of both documents', async () => {
    const seen = { answers: new Set<string>(), parameters: new Set<string>() };
    for (const service of ['api', 'recordings'] as const) {
      const { answers, parameters } = await knowService(place.world[service].url);
      for (const answer of answers) seen.answers.add(answer);
      for (const parameter of parameters) seen.parameters.add(parameter);
    }
    const answers = operations.flatMap(({ id, responses }) =>
      Object.keys(responses).map((status) => `${id} ${status}`),
    );
    const parameters = operations.flatMap(({ id, value }) =>
      (value.parameters ?? []).map(({ name }: { name: string }) => `${id} ${name}`),
    );
    const missing = (all: string[], found: Set<string>) => all.filter((item) => !found.has(item));
    const ids = operations.map(({ id }) => id);
    const seenIds = new Set([...seen.answers].map((answer) => answer.split(' ')[0]!));
    expect(missing(ids, seenIds)).toEqual([]);
    expect(missing(parameters, seen.parameters)).toEqual([]);
    expect(missing(answers, seen.answers)).toEqual([]);
  });
});

/** Every code that an operation's responses name. */
function codesOf({ responses }: Operation): ProblemCode[] {
  return Object.values(responses).flatMap(
    ({ content }) => Object.keys(content?.['application/problem+json']?.examples ?? {}) as ProblemCode[],
  );
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

/** What no code of ours can mend: tables and columns that are gone, a value that is none. Memberships still say who may. */
async function harmDatabase({ world }: Place): Promise<void> {
  const dataSource = world.api.app.get(DataSource);
  for (const sql of [
    'PRAGMA foreign_keys = OFF',
    'DROP TABLE organizations',
    'DROP TABLE recordings',
    'DROP TABLE templates',
    'ALTER TABLE memberships DROP COLUMN updated_at',
    'ALTER TABLE api_keys DROP COLUMN last_used_at',
    "CREATE TRIGGER harmed BEFORE DELETE ON api_keys BEGIN SELECT RAISE(ABORT, 'harmed'); END",
    "UPDATE api_keys SET scopes = '5'",
  ])
    await dataSource.query(sql);
}

/** An embedded database has no network that could fail: its connection is closed instead. */
function loseDatabase(dataSource: DataSource): void {
  (dataSource.driver as unknown as { databaseConnection: { close(): void } }).databaseConnection.close();
  closeOwnConnection(dataSource);
  rmSync(String(dataSource.options.database), { force: true });
}
