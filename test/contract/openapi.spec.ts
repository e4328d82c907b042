import type { OpenAPIObject } from '@nestjs/swagger';
import { problemCodes, type ProblemBody } from '@pocket/problem-details';
import { createWorld, type World } from '../support/world.js';

interface Operation {
  id: string;
  method: string;
  path: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a document is any JSON
  value: any;
}

const operationsOf = (document: OpenAPIObject): Operation[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, value]) => ({ id: `${method} ${path}`, method, path, value })),
  );

describe('the OpenAPI document', () => {
  let world: World;
  const documents: [string, OpenAPIObject][] = [];
  const operations = () => documents.flatMap(([, document]) => operationsOf(document));
  beforeAll(async () => {
    world = await createWorld();
    for (const [name, service] of Object.entries({ api: world.api, recordings: world.recordings }))
      documents.push([name, (await service.call('/openapi.json')).body as OpenAPIObject]);
  });
  afterAll(() => world.close());

  it('describes every route that the services have', () => {
    expect(operations().map(({ id }) => id)).toHaveLength(15 + 12);
  });

  it('gives every operation an id of its own, a summary and a tag that is described', () => {
    for (const [, document] of documents) {
      const own = operationsOf(document);
      expect(new Set(own.map(({ value }) => value.operationId)).size).toBe(own.length);
      const tags = document.tags!.filter(({ description }) => description).map(({ name }) => name);
      for (const { value } of own) {
        expect(value.summary).toMatch(/^[A-Z]/);
        expect(tags).toContain(value.tags[0]);
      }
    }
  });

  it('says of every route whom it admits: people, programs, both or everyone', () => {
    const admitted = (value: Operation['value']) =>
      ((value.security ?? []) as object[]).flatMap((item) => Object.keys(item)).sort();
    for (const { path, value } of operations()) {
      const isRecordings = /\/(recordings|templates)/.test(path);
      const isCheck = path.startsWith('/api/v1/api-keys/');
      const forKeyChecks = [path.endsWith('introspect') ? 'ServiceCredential' : 'ApiKey'];
      const forPeople = isRecordings ? ['ApiKey', 'PersonToken'] : ['PersonToken'];
      const expected = isCheck ? forKeyChecks : forPeople;
      expect(admitted(value)).toEqual(path.startsWith('/health') ? [] : expected);
    }
  });

  it('names pattern or bounds and an example of every path parameter', () => {
    for (const { value } of operations())
      for (const { schema, description } of (value.parameters ?? []).filter(
        (p: { in: string }) => p.in === 'path',
      )) {
        expect(description).toMatch(/\S/);
        expect(schema.pattern ?? schema.maxLength).toBeDefined();
        expect(schema.example).toMatch(new RegExp(schema.pattern ?? '.'));
      }
  });

  it('gives every error a true example, and the headers that come with it', () => {
    for (const { value } of operations()) {
      for (const [status, response] of Object.entries<Operation['value']>(value.responses)) {
        expect(Object.keys(response.headers)).toContain('X-Request-Id');
        if (Number(status) < 400) continue;
        const examples = Object.entries<{ value: ProblemBody }>(
          response.content['application/problem+json'].examples,
        );
        expect(examples.length).toBeGreaterThan(0);
        for (const [code, { value: example }] of examples) {
          const { title } = problemCodes[code as keyof typeof problemCodes];
          expect(example).toMatchObject({ type: `/problems/${code}`, title, status: Number(status), code });
        }
        expect('WWW-Authenticate' in response.headers).toBe([401, 403].includes(Number(status)));
        expect('Retry-After' in response.headers).toBe(status === '503');
      }
    }
  });

  it.each([
    ['createApiKey', ['201', '400', '401', '403', '404', '406', '409', '413', '415', '503']],
    ['listApiKeys', ['200', '400', '401', '403', '404', '406', '503']],
    ['createOrganization', ['201', '400', '401', '403', '406', '413', '415', '503']],
    ['changeMember', ['200', '400', '401', '403', '404', '406', '409', '413', '415', '503']],
    ['introspectApiKey', ['200', '400', '401', '406', '413', '415', '503']],
    ['getSelf', ['200', '401', '403', '406', '503']],
    ['getLiveness', ['200']],
    ['getReadiness', ['200', '503']],
  ])('lists the errors of %s', (operationId, statuses) => {
    const { value } = operations().find((operation) => operation.value.operationId === operationId)!;
    expect(Object.keys(value.responses)).toEqual(statuses);
  });

  it('is the same as YAML', async () => {
    const yaml = await world.api.call('/openapi.yaml');
    expect(yaml.text).toContain('operationId: createApiKey');
  });
});
