import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** One request and the answer to it, as they were on the wire. */
export interface Exchange {
  method: string;
  /** As it was asked for: a path or a whole address. */
  url: string;
  status: number;
  headers: Headers;
  body: string;
}

/** Any part of a document. */
// oxlint-disable-next-line typescript/no-explicit-any -- a document is any JSON
type Json = any;

/** Headers that HTTP, the server and the browser's protections bring along; no contract of ours. */
const plumbing = new RegExp(
  `^(${[
    'content-(type|length|encoding|security-policy)|date|connection|keep-alive|transfer-encoding|vary',
    'cross-origin-(opener|resource)-policy|origin-agent-cluster|referrer-policy|strict-transport-security',
    'x-(content-type-options|dns-prefetch-control|download-options|frame-options|permitted-cross-domain-policies|xss-protection)',
    'access-control-expose-headers',
  ].join('|')})$`,
);

/** Where people and orchestrators look: outside of the document, with the media types found there. */
const pages: [RegExp, RegExp][] = [
  [/^\/$/, /^(text\/html|text\/plain|application\/(problem\+)?json)$/],
  [/^\/problems(\/[^/]+)?$/, /^(text\/html|text\/plain|application\/(problem\+)?json)$/],
  [
    /^\/docs(\/.*)?$/,
    /^(text\/(html|css|javascript)|application\/(javascript|json)|image\/(png|svg\+xml|x-icon))$/,
  ],
  [/^\/style\.css$/, /^text\/css$/],
  [/^\/openapi(-3\.0)?\.json$/, /^application\/json$/],
  [/^\/openapi\.yaml$/, /^application\/yaml$/],
  [/^\/health\/(live|ready)$/, /^application\/json$/],
  [/^\/\.well-known\/oauth-authorization-server$/, /^application\/json$/],
];
/** What may be answered before an operation is found, or where there is none. */
const unaddressed = [400, 404, 405, 406, 408, 413, 414, 415, 429, 431, 500, 503];

const unaddressedHeaders = new RegExp(
  `^(${[
    'x-request-id|cache-control|retry-after|allow|etag|last-modified|accept-ranges',
    'ratelimit|ratelimit-policy|access-control-(allow-origin|allow-methods|allow-headers|max-age)',
  ].join('|')})$`,
);

/** A service by its OpenAPI document: what it may answer, and what of the document has been seen so far. */
export class DocumentedService {
  /** `operationId status`, of every answer that was checked. */
  readonly answers = new Set<string>();
  /** `operationId parameter`, of every parameter that was sent. */
  readonly parameters = new Set<string>();
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly templates: { pattern: RegExp; path: string }[];

  constructor(readonly document: OpenAPIObject) {
    addFormats.default(this.ajv);
    this.ajv.addSchema(closed(document) as object, 'document');
    this.templates = Object.keys(document.paths)
      .sort((a, b) => a.split('{').length - b.split('{').length)
      .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`) }));
  }

  /** What the document does not say about this answer, or says otherwise; empty where it is as documented. */
  faultsOf(exchange: Exchange): string[] {
    const [address = '', query] = exchange.url.replace(/^https?:\/\/[^/]*/, '').split('?', 2);
    const pathname = decoded(address);
    const searchParams = new URLSearchParams(query);
    const template = this.templates.find(({ pattern }) => pattern.test(pathname));
    const method = exchange.method.toLowerCase().replace('head', 'get');
    const item: Json = template && this.document.paths[template.path];
    const operation: Json = item?.[method];
    if (!operation) return this.faultsOutside(exchange, pathname, item);

    const pointer = ['paths', template!.path, method, 'responses', String(exchange.status)];
    this.answers.add(`${operation.operationId} ${exchange.status}`);
    for (const { name, in: place } of operation.parameters ?? [])
      if (place === 'path' || searchParams.has(name)) this.parameters.add(`${operation.operationId} ${name}`);
    const documented = operation.responses[exchange.status];
    if (!documented)
      return [`status ${exchange.status} is not among ${Object.keys(operation.responses).join(', ')}`];
    const response = this.resolve(documented);
    const at = documented.$ref ? documented.$ref.split('/').slice(1) : pointer;
    return [...this.faultsOfHeaders(exchange, response), ...this.faultsOfBody(exchange, response, at)];
  }

  private faultsOutside(exchange: Exchange, pathname: string, item: Json): string[] {
    const { method, status, headers } = exchange;
    const type = mediaType(headers);
    const faults = headers.has('x-request-id') ? [] : ['X-Request-Id is missing'];
    const strange = [...headers.keys()].filter(
      (name) => !plumbing.test(name) && !unaddressedHeaders.test(name),
    );
    faults.push(...strange.map((name) => `header ${name} outside of every operation`));
    if (method === 'OPTIONS' && status === 204 && headers.has('access-control-allow-methods')) return faults;
    if (status < 400) {
      const page = pages.find(([pattern]) => pattern.test(pathname));
      if (!page) return [...faults, `status ${status} at an address that the document does not have`];
      if (status !== 304 && !page[1].test(type)) faults.push(`the page is ${type}`);
      return faults;
    }
    if (!unaddressed.includes(status)) faults.push(`status ${status} outside of every operation`);
    const allowed = headers.get('allow')?.toLowerCase().split(', ');
    if (status === 405 && !allowed) faults.push('405 without Allow');
    const missing = Object.keys(item ?? {}).filter((name) => allowed?.includes(name) === false);
    if (status === 405 && missing.length > 0) faults.push(`Allow lacks ${missing.join(', ')}`);
    if (type !== 'application/problem+json') return [...faults, `the error is ${type || 'without a type'}`];
    if (method === 'HEAD') return faults;
    const schema = ['components', 'schemas', status === 400 ? 'ValidationProblem' : 'Problem'];
    return [...faults, ...this.faultsOfJson(exchange.body, schema), ...faultsOfProblem(exchange)];
  }

  private faultsOfHeaders({ headers }: Exchange, response: Json): string[] {
    const documented = Object.entries<Json>(response.headers ?? {});
    const names = documented.map(([name]) => name.toLowerCase());
    const undocumented = [...headers.keys()].filter((name) => !plumbing.test(name) && !names.includes(name));
    const wrong = documented.flatMap(([name, header]) => {
      const { required, schema } = this.resolve(header);
      const text = headers.get(name);
      if (text === null) return required ? [`header ${name} is missing`] : [];
      const value = schema.type === 'integer' ? Number(text) : text;
      const validate = this.validator(JSON.stringify(schema), () => this.ajv.compile(schema as object));
      return validate(value) ? [] : [`header ${name}: ${text} ${this.ajv.errorsText(validate.errors)}`];
    });
    return [...undocumented.map((name) => `header ${name} is not documented`), ...wrong];
  }

  private faultsOfBody(exchange: Exchange, response: Json, at: string[]): string[] {
    const { method, headers, body, status } = exchange;
    const type = mediaType(headers);
    if (!response.content) return body === '' ? [] : ['a body is not documented'];
    if (!response.content[type]) return [`${type || 'no media type'} is not documented`];
    if (method === 'HEAD') return [];
    const faults = this.faultsOfJson(body, [...at, 'content', type, 'schema']);
    if (status < 400) return faults;
    const { code } = parsed(body) ?? {};
    const codes = Object.keys(response.content[type].examples ?? {});
    if (!codes.includes(code)) faults.push(`code ${code} is not among ${codes.join(', ')}`);
    return [...faults, ...faultsOfProblem(exchange)];
  }

  private faultsOfJson(body: string, pointer: string[]): string[] {
    const value = parsed(body);
    if (value === undefined) return ['the body is not JSON'];
    const $ref = `document#/${pointer.map((name) => encodeURIComponent(name.replace(/~/g, '~0').replace(/\//g, '~1'))).join('/')}`;
    const validate = this.validator($ref, () => this.ajv.compile({ $ref }));
    return validate(value) ? [] : [`body: ${this.ajv.errorsText(validate.errors)}`];
  }

  private validator(key: string, compile: () => ValidateFunction): ValidateFunction {
    const found = this.validators.get(key) ?? compile();
    this.validators.set(key, found);
    return found;
  }

  private resolve(value: Json): Json {
    if (!value.$ref) return value;
    return this.resolve(
      value.$ref
        .split('/')
        .slice(1)
        .reduce((at: Json, name: string) => at[name], this.document),
    );
  }
}

/** Every object that lists its fields has no others: an undocumented field is a fault. */
function closed(value: Json): Json {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, closed(inner)]));
  return copy.type === 'object' && copy.properties ? { additionalProperties: false, ...copy } : copy;
}

/** What a challenge must say with each code; with every other there is none. */
const challenges: Record<string, RegExp> = {
  unauthenticated: /^(Bearer|Basic) realm="pocket"$/,
  invalid_token: /^(Bearer realm="pocket", error="invalid_token"|Basic realm="pocket")$/,
  insufficient_scope: /^Bearer realm="pocket", error="insufficient_scope"(, scope="[^"]+")?$/,
};
const noChallenge = /^$/;

function faultsOfProblem({ status, headers, body }: Exchange): string[] {
  const problem = parsed(body);
  const code = String(problem?.code);
  const challenge = headers.get('www-authenticate') ?? '';
  return [
    ...(problem?.status === status ? [] : [`the problem's status is ${problem?.status}`]),
    ...(String(problem?.type).replace(/^https?:\/\/[^/]+/, '') === `/problems/${code}`
      ? []
      : [`the problem's type is ${problem?.type}`]),
    ...(problem?.request_id === headers.get('x-request-id') ? [] : ['request_id is not X-Request-Id']),
    ...((challenges[code] ?? noChallenge).test(challenge)
      ? []
      : [`WWW-Authenticate with ${code}: ${challenge}`]),
    ...('required_role' in Object(problem) && code !== 'insufficient_role'
      ? [`required_role with ${code}: ${problem.required_role}`]
      : []),
  ];
}

const mediaType = (headers: Headers) => (headers.get('content-type') ?? '').split(';', 1)[0]!.trim();

/** The same address however it is written; what is badly encoded stays as it is. */
function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

function parsed(body: string): Json {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
