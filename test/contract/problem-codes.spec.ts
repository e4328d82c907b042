import type { OpenAPIObject } from '@nestjs/swagger';
import { problemCodes, type ProblemCode } from '@pocket/problem-details';
import type { Body } from '../support/services.js';
import { createWorld, type World } from '../support/world.js';

const codes = Object.keys(problemCodes) as ProblemCode[];

/** Codes that no operation can answer with. */
const ofNoOperation: Partial<Record<ProblemCode, string>> = {
  method_not_allowed: 'an operation is its method; this is for the methods that have none',
};

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** Every code that stands as a name of an example of a problem, anywhere in a document. */
function exampleCodes(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]: [string, Body]) => [
    ...(name === 'application/problem+json' ? Object.keys(value.examples ?? {}) : []),
    ...exampleCodes(value),
  ]);
}

/** A response itself, where the operation only refers to it. */
function resolved(document: OpenAPIObject, node: Body): Body {
  if (typeof node.$ref !== 'string') return node;
  const [, ...path] = node.$ref.split('/');
  return path.reduce<Body>((place, name) => place[name] as Body, document);
}

/** Every code that one of the document's operations says it can answer with. */
function operationCodes(document: OpenAPIObject): string[] {
  return Object.values(document.paths).flatMap((item) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .flatMap(([, operation]: [string, Body]) => Object.values<Body>(operation.responses as Body))
      .flatMap((response) => exampleCodes(resolved(document, response))),
  );
}

describe('the error codes', () => {
  let world: World;
  let documents: OpenAPIObject[];
  beforeAll(async () => {
    world = await createWorld();
    const answers = [await world.api.call('/openapi.json'), await world.recordings.call('/openapi.json')];
    documents = answers.map(({ body }) => body as OpenAPIObject);
  });
  afterAll(() => world.close());

  const page = (path: string, accept: string) => world.api.call(path, { headers: { accept } });
  const unescaped = (html: string) =>
    html
      .replace(/<\/?code>/g, '`')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&');

  it.each(codes)('%s has a page, in every format, that says what it means and what to do', async (code) => {
    const { status, title, meaning, remedy } = problemCodes[code];
    const type = `/problems/${code}`;
    for (const format of ['application/json', 'application/problem+json']) {
      const { headers, body } = await page(type, format);
      expect(headers.get('content-type')).toBe(`${format}; charset=utf-8`);
      expect(body).toEqual({ type, title, status, code, meaning, remedy });
    }
    const texts = [(await page(type, 'text/plain')).text, unescaped((await page(type, 'text/html')).text)];
    for (const text of texts)
      for (const part of [String(status), code, title, meaning, remedy]) expect(text).toContain(part);
  });

  it('are all of the list of pages, which names no other', async () => {
    const { body } = await page('/problems', 'application/json');
    expect((body.problems as Body[]).map(({ code }) => code as string)).toEqual(codes);
    const { text } = await page('/problems', 'text/plain');
    expect([...text.matchAll(/^\d{3} +(\S+)/gm)].map(([, code]) => code)).toEqual(codes);
    const html = (await page('/problems', 'text/html')).text;
    expect([...html.matchAll(/href="\/problems\/(\w+)"/g)].map(([, code]) => code)).toEqual(codes);
  });

  it('are exactly those that the documents allow in a problem', () => {
    for (const { components } of documents) {
      const { Problem, ValidationProblem } = components!.schemas as Body;
      const allowed = [Problem, ValidationProblem].flatMap(
        ({ properties }) => properties.code.enum as string[],
      );
      expect(allowed.sort()).toEqual([...codes].sort());
    }
  });

  it('include every one that is an example in a document', () => {
    const examples = new Set(documents.flatMap(exampleCodes));
    expect(examples.size).toBeGreaterThan(10);
    expect([...examples].filter((code) => !Object.hasOwn(problemCodes, code))).toEqual([]);
  });

  it.each(codes.filter((code) => !(code in ofNoOperation)))('%s is told of by an operation', (code) => {
    expect(documents.flatMap(operationCodes)).toContain(code);
  });

  it.each(Object.keys(ofNoOperation))('%s is told of by none', (code) => {
    expect(documents.flatMap(operationCodes)).not.toContain(code);
  });
});
