import type { OpenAPIObject } from '@nestjs/swagger';
import { roles } from '@pocket/access';
import { problemCodes, type ProblemBody } from '@pocket/problem-details';
import { MountedRoutes } from '@pocket/routes';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { createWorld, type World } from '../support/world.js';

/** Any part of a document. */
// oxlint-disable-next-line typescript/no-explicit-any -- a document is any JSON
type Json = any;

interface Operation {
  /** What a failure is called after: `getApiKey: GET /api/v1/…`. */
  name: string;
  method: string;
  path: string;
  value: Json;
  document: OpenAPIObject;
}

const operationsOf = (document: OpenAPIObject): Operation[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, value]) => ({
      name: `${value.operationId}: ${method.toUpperCase()} ${path}`,
      method,
      path,
      value,
      document,
    })),
  );

const resolve = (document: Json, value: Json): Json =>
  value.$ref
    ? value.$ref
        .split('/')
        .slice(1)
        .reduce((at: Json, name: string) => at[name], document)
    : value;

/** Each object anywhere in a document, with the JSON pointer to it. */
function* objectsIn(value: Json, pointer = ''): Generator<[string, Json]> {
  if (typeof value !== 'object' || value === null) return;
  yield [pointer, value];
  for (const [key, inner] of Object.entries(value))
    if (key !== 'example' && key !== 'examples')
      yield* objectsIn(inner, `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`);
}

/** One line for each thing that an operation lacks, by what it is called. */
const lacking = (operations: Operation[], lacks: (operation: Operation) => Record<string, boolean>) =>
  operations.flatMap((operation) =>
    Object.entries(lacks(operation)).flatMap(([what, isLacking]) =>
      isLacking ? [`${operation.name} lacks ${what}`] : [],
    ),
  );

describe('the OpenAPI document', () => {
  let world: World;
  const documents: OpenAPIObject[] = [];
  const operations = () => documents.flatMap(operationsOf);
  beforeAll(async () => {
    world = await createWorld();
    for (const service of [world.api, world.recordings])
      documents.push((await service.call('/openapi.json')).body as OpenAPIObject);
  });
  afterAll(() => world.close());

  it('describes every route under /api/ but the protocol between our own libraries, and nothing else', () => {
    const routes = [world.api, world.recordings].flatMap(({ app }) => app.get(MountedRoutes).all());
    const ofOurLibraries = /^\/api\/v1\/api-keys\/(leases|leases\/renew|leases\/release|uses)$/;
    const own = routes.filter(({ path }) => path.startsWith('/api/') && !ofOurLibraries.test(path));
    const described = operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    const inBraces = own.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(described.sort()).toEqual(inBraces.sort());
  });

  it('says what it is, under which licence, who answers for it and where it is served', () => {
    for (const { openapi, info, servers } of documents) {
      expect(openapi).toBe('3.1.0');
      expect(info).toMatchObject({ license: { name: 'MIT' }, contact: { name: expect.any(String) } });
      expect(servers).toMatchObject([{ url: '/', description: expect.stringMatching(/\S/) }]);
    }
  });

  it('gives every operation an id of its own, a summary, a description and a tag that is described', () => {
    for (const document of documents) {
      const own = operationsOf(document);
      const ids = own.map(({ value }) => value.operationId as string);
      const tags = document.tags!.filter(({ description }) => description).map(({ name }) => name);
      const faults = lacking(own, ({ value }) => ({
        'an id of its own': ids.indexOf(value.operationId) !== ids.lastIndexOf(value.operationId),
        'a summary that begins with a capital letter': !/^[A-Z]/.test(value.summary),
        'a description that begins with a capital letter': !/^[A-Z>*]/.test(value.description),
        'a tag that the document describes': !tags.includes(value.tags?.[0]),
      }));
      expect(faults).toEqual([]);
    }
  });

  it('says of every route whom it admits: people, programs, both or services', () => {
    const expected = ({ path }: Operation) => {
      if (path.startsWith('/api/v1/api-keys/'))
        return path.endsWith('introspect') ? 'ServiceCredential' : 'ApiKey';
      return /\/(recordings|templates)/.test(path) ? 'ApiKey, PersonToken' : 'PersonToken';
    };
    const admitted = ({ value }: Operation) =>
      ((value.security ?? []) as object[]).flatMap(Object.keys).sort().join(', ');
    const line = (admits: (operation: Operation) => string) =>
      operations().map((operation) => `${operation.name} admits ${admits(operation)}`);
    expect(line(admitted)).toEqual(line(expected));
    const faults = lacking(operations(), ({ value }) => {
      const words = [value['x-minimum-role'], ...(value['x-required-scopes'] ?? [])].filter(Boolean);
      return Object.fromEntries(
        words.map((word) => [`\`${word}\` in its description`, !value.description.includes(`\`${word}\``)]),
      );
    });
    expect(faults).toEqual([]);
  });

  it('names its schemas as a client would, without a suffix of ours', () => {
    const names = documents.flatMap(({ components }) => Object.keys(components!.schemas!));
    expect(names.filter((name) => /dto$/i.test(name))).toEqual([]);
  });

  it('lists the roles once, under their name', () => {
    for (const document of documents) {
      const lists = [...objectsIn(document)].filter(([, schema]) =>
        roles.every((role) => schema.enum?.includes(role)),
      );
      expect(lists.map(([pointer]) => pointer)).toEqual(['/components/schemas/Role']);
    }
  });

  it('lets clients live with scopes that come later: no answer lists them, bodies do', () => {
    const [api] = documents;
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema(api!, 'document');
    const accepts = (name: string, key: object) =>
      ajv.validate({ $ref: `document#/components/schemas/${name}/properties/scopes` }, key);
    for (const name of ['ApiKey', 'CreatedApiKey', 'CurrentApiKey'])
      expect([name, accepts(name, ['recordings:read', 'added:later'])]).toEqual([name, true]);
    expect(accepts('CreateApiKey', ['recordings:read'])).toBe(true);
    expect(accepts('CreateApiKey', ['recordings:read', 'added:later'])).toBe(false);
  });

  it('describes every parameter and every field, with bounds', () => {
    for (const document of documents) {
      const undescribed = lacking(operationsOf(document), ({ value }) =>
        Object.fromEntries(
          (value.parameters ?? []).map(({ name, description }: Json) => [
            `a description of the parameter ${name}`,
            !/\S/.test(description),
          ]),
        ),
      );
      expect(undescribed).toEqual([]);
      for (const [pointer, schema] of objectsIn(document)) {
        const { type, properties = {} }: Json = schema;
        const isOf = (name: string) => [type].flat().includes(name);
        const missing = [
          ...Object.entries<Json>(properties)
            .filter(([, field]) => !resolve(document, field).description && !field.items)
            .map(([name]) => `description of ${name}`),
          ...(isOf('string') && !('maxLength' in schema || schema.enum) ? ['maxLength'] : []),
          ...(isOf('string') && !(schema.pattern || schema.format || schema.enum) ? ['pattern'] : []),
          ...(isOf('integer') && !('minimum' in schema && 'maximum' in schema) ? ['minimum, maximum'] : []),
          ...(isOf('array') && !('maxItems' in schema) ? ['maxItems'] : []),
        ];
        expect([pointer, missing]).toEqual([pointer, []]);
      }
    }
  });

  it('gives examples that its own schemas accept, of every body, answer, header and parameter', () => {
    for (const document of documents) {
      const ajv = new Ajv2020({ strict: false, allErrors: true });
      addFormats.default(ajv);
      ajv.addSchema(document, 'document');
      let checked = 0;
      const check = (pointer: string, example: unknown) => {
        const path = pointer.split('/').map(encodeURIComponent).join('/');
        const isValid = ajv.validate({ $ref: `document#${path}` }, example);
        expect([pointer, isValid, ajv.errorsText()]).toEqual([pointer, true, 'No errors']);
        checked++;
      };
      for (const [pointer, value] of objectsIn(document)) {
        if (value.schema && 'example' in value) check(`${pointer}/schema`, value.example);
        if (value.schema && value.examples)
          for (const { value: example } of Object.values<Json>(value.examples))
            check(`${pointer}/schema`, example);
        if (value.type && 'example' in value && !value.schema) check(pointer, value.example);
      }
      expect(checked).toBeGreaterThan(80);
      const without = lacking(operationsOf(document), ({ value }) => {
        const places = Object.entries<Json>({ body: value.requestBody ?? {}, ...value.responses });
        return Object.fromEntries(
          places.flatMap(([where, place]) =>
            Object.values<Json>(resolve(document, place).content ?? {}).map((media) => [
              `an example of ${where}`,
              (media.examples ?? media.example) === undefined,
            ]),
          ),
        );
      });
      expect(without).toEqual([]);
    }
  });

  it('gives every error a true example, and the headers that come with it', () => {
    const faults = lacking(operations(), ({ document, value }) => {
      const responses = Object.entries<Json>(value.responses);
      return Object.assign(
        {},
        ...responses.map(([status, response]) => lacksOf(Number(status), resolve(document, response))),
      );
    });
    expect(faults).toEqual([]);
  });

  it('describes each error once, for all operations that answer with the same codes', () => {
    for (const document of documents) {
      const responses = operationsOf(document).flatMap(({ value }) => Object.entries<Json>(value.responses));
      const codesOf = (response: Json) =>
        Object.keys(resolve(document, response).content['application/problem+json'].examples).join();
      const errors = responses.filter(([status]) => Number(status) >= 400).map(([, response]) => response);
      // Introspection takes a form and HTTP Basic, which two of its errors are about.
      const own = errors.filter(({ $ref }) => !$ref).map(codesOf);
      expect(own).toEqual(
        document === documents[0]
          ? [expect.stringMatching(/^malformed_request,/), expect.stringMatching(/^unauthenticated,/)]
          : [],
      );
      const shared = Object.values(document.components!.responses!).map(codesOf);
      expect(new Set(shared).size).toBe(shared.length);
      expect(new Set(errors.map(codesOf))).toEqual(new Set(shared));
    }
  });

  const always = ['400', '401', '403', '406', '408', '414', '429', '431', '500', '503'];
  const withBody = [...always, '413', '415'];
  it.each([
    ['createApiKey', ['201', ...withBody, '404', '409']],
    ['listApiKeys', ['200', ...always, '404']],
    ['createOrganization', ['201', ...withBody, '409']],
    ['changeMember', ['200', ...withBody, '404', '409']],
    ['introspectApiKey', ['200', ...withBody.filter((status) => status !== '403')]],
    ['getSelf', ['200', ...always]],
    ['authorizeRequest', ['204', ...always.filter((status) => status !== '406')]],
    ['changeRecording', ['200', ...withBody, '404']],
  ])('lists the answers of %s', (operationId, statuses) => {
    const found = operations().find(({ value }) => value.operationId === operationId);
    expect(Object.keys(found?.value.responses ?? {}).sort()).toEqual(statuses.sort());
  });

  it('is the same as YAML, and as OpenAPI 3.0.3 for generators that read nothing newer', async () => {
    for (const service of [world.api, world.recordings]) {
      const names = operationsOf((await service.call('/openapi.json')).body as OpenAPIObject).map(
        ({ name }) => name,
      );
      const older = (await service.call('/openapi-3.0.json')).body as OpenAPIObject;
      expect([older.openapi, operationsOf(older).map(({ name }) => name)]).toEqual(['3.0.3', names]);
      const unknown = [...objectsIn(older)].filter(([, { type }]) => Array.isArray(type) || type === 'null');
      expect(unknown).toEqual([]);
      const yaml = await service.call('/openapi.yaml');
      for (const { value } of operationsOf(older))
        expect(yaml.text).toContain(`operationId: ${value.operationId}\n`);
    }
  });
});

/** What an answer lacks of the headers and examples that each of its status has. */
function lacksOf(status: number, { headers = {}, content }: Json): Record<string, boolean> {
  const hasNot = (name: string, isDue = true) => name in headers !== isDue;
  const examples = Object.entries<{ value: ProblemBody }>(
    content?.['application/problem+json']?.examples ?? {},
  );
  const isTrue = ([code, { value }]: (typeof examples)[number]) =>
    value.type === `/problems/${code}` &&
    value.title === problemCodes[code as keyof typeof problemCodes].title &&
    value.status === status &&
    value.code === code;
  const isError = status >= 400;
  return {
    [`the headers of every answer in ${status}`]:
      hasNot('X-Request-Id') || hasNot('Cache-Control') || hasNot('RateLimit'),
    [`a challenge where it belongs: ${status}`]:
      isError && hasNot('WWW-Authenticate', [401, 403].includes(status)),
    [`Retry-After where it belongs: ${status}`]:
      isError && hasNot('Retry-After', [429, 503].includes(status)),
    [`a true example of each code of ${status}`]:
      isError && (examples.length === 0 || !examples.every(isTrue)),
  };
}
