import { createHash, randomBytes } from 'node:crypto';
import { validatorOf } from './schema.js';
import type { Answer, Body, Call } from './services.js';
import { createWorld, type TestOrganization, type World } from './world.js';

/** An operation of a document, with the service that has it. */
export interface Operation {
  id: string;
  service: 'api' | 'recordings';
  method: string;
  path: string;
  /** What a failure is called after: `getApiKey: GET /api/v1/…`. */
  name: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a document is any JSON
  value: any;
  /** By status, wherever in the document they stand. */
  responses: Record<string, { content?: Record<string, { examples?: object }> }>;
  /** The media type of its body, and the document's example of it. */
  body?: { type: string; example: Body; isValid: (body: unknown) => boolean };
}

/** An organization, and a key of it with every scope. */
export interface Tenant extends TestOrganization {
  key: string;
}

/** One world to ask in: two organizations in it, and all that the documents of its services offer. */
export interface Place {
  world: World;
  acme: Tenant;
  other: Tenant;
  operations: Operation[];
}

const secret = 'a secret of the service';
/** What a service sends whose secret this is. */
export const basic = (text: string) => `Basic ${Buffer.from(`reports:${text}`).toString('base64')}`;
const clients = `reports=${createHash('sha256').update(secret).digest('hex')}`;

/** `env` for its services, beside the service credential that they know. */
export async function createPlace(env: NodeJS.ProcessEnv = {}): Promise<Place> {
  const world = await createWorld({ INTROSPECTION_CLIENTS: clients, ...env });
  const [acme, other] = [await createTenant(world, 'acme'), await createTenant(world, 'other')];
  const operations: Operation[] = [];
  for (const service of ['api', 'recordings'] as const)
    operations.push(...operationsOf((await world[service].call('/openapi.json')).body, service));
  return { world, acme, other, operations };
}

async function createTenant(world: World, name: string): Promise<Tenant> {
  const organization = await world.organization(name);
  const { key } = await world.key(organization);
  // So that every list goes on after its first item.
  for (const label of ['One', 'Two']) {
    await world.key(organization, { name: `${label} of ${name}`, expires_at: '2035-01-01' });
    const body = { name: `${label} more of ${name}` };
    await world.api.call('/api/v1/organization', { method: 'POST', token: organization.tokens.owner, body });
  }
  return { ...organization, key };
}

export interface GoodCall {
  path: string;
  call: Call;
  /** Those in the path beside the organization's, encoded. */
  ids: string[];
}

/**
 * The request that the document's own examples make, by a caller who may send it, to what exists: that is new, in the
 * first of these organizations, and has its like in the others.
 */
export async function goodCall(
  place: Place,
  operation: Operation,
  tenants: [Tenant, ...Tenant[]] = [place.acme],
): Promise<GoodCall> {
  const [tenant] = tenants;
  const { path, ids } = await pathIn(place, operation, tenants);
  const { type, example } = operation.body ?? {};
  const isForm = type === 'application/x-www-form-urlencoded';
  const { authorization } = credentialsOf(tenant, operation)[0]!;
  const query = new URLSearchParams();
  for (const { name, in: where, schema } of operation.value.parameters ?? [])
    if (where === 'query' && name !== 'cursor')
      for (const item of [exampleOf(name, schema)].flat()) query.append(name, String(item));
  if (query.has('limit')) {
    const first = await place.world[operation.service].call(`${path}?${query}`, {
      headers: { authorization },
    });
    if (typeof first.body.next_cursor === 'string') query.append('cursor', first.body.next_cursor);
  }
  return {
    path: query.size > 0 ? `${path}?${query}` : path,
    call: {
      method: operation.method.toUpperCase(),
      headers: { authorization, ...(isForm && { 'content-type': type }) },
      body: isForm ? new URLSearchParams({ ...example, token: tenant.key }).toString() : example,
    },
    ids,
  };

  function exampleOf(name: string, schema: { example?: unknown }): unknown {
    if (name === 'organization') return tenant.id;
    return sent[name] ?? schema.example;
  }
}

/** Where the document has no example, because Swagger UI would send it: what finds something in every list. */
const sent: Record<string, string> = {
  limit: '1',
  status: 'active',
  scope: 'recordings:read',
  expires_before: '2099-01-01',
  unused_since: '2099-01-01',
};

/** Those of an organization who may send an operation: its owner, a key with every scope, or a service. */
export function credentialsOf({ tokens, key }: Tenant, { name, value }: Operation) {
  const schemes = ((value.security ?? []) as object[]).flatMap((scheme) => Object.keys(scheme));
  const all = [
    { scheme: 'PersonToken', caller: 'the owner', authorization: `Bearer ${tokens.owner}` },
    { scheme: 'ApiKey', caller: 'a key with every scope', authorization: `Bearer ${key}` },
    { scheme: 'ServiceCredential', caller: 'a service', authorization: basic(secret) },
  ];
  const admitted = all.filter(({ scheme }) => schemes.includes(scheme));
  if (admitted.length === 0) throw new Error(`${name} admits nobody by the document.`);
  return admitted;
}

/** Sends the document's example, by default made {@link unique}, to this path, as the organization's owner. */
export function create(
  { world }: Place,
  operation: Operation,
  path: string,
  { tokens }: Tenant,
  body = unique(operation),
): Promise<Answer> {
  return world[operation.service].call(path, { method: 'POST', token: tokens.owner, body });
}

/** The operation's path, with ids of what is created for it. */
async function pathIn(place: Place, operation: Operation, tenants: Tenant[]) {
  let paths = tenants.map(() => '');
  const ids: string[] = [];
  let template = '';
  for (const segment of operation.path.split('/').slice(1)) {
    let names = tenants.map(({ id }) => (segment === '{orgId}' ? id : segment));
    if (segment.startsWith('{') && segment !== '{orgId}') {
      names = await createLikes(place, operation, template, paths, tenants);
      ids.push(names[0]!);
    }
    template += `/${segment}`;
    paths = paths.map((path, index) => `${path}/${names[index]}`);
  }
  return { path: paths[0]!, ids };
}

/** Creates the same in a collection of each organization, by the operation that does; their ids, encoded. */
async function createLikes(
  place: Place,
  { name, service }: Operation,
  template: string,
  paths: string[],
  tenants: Tenant[],
): Promise<string[]> {
  const creation = place.operations.find(
    (one) => one.service === service && one.method === 'post' && one.path === template,
  );
  if (!creation) throw new Error(`${name}: there is no POST ${template} to create what it names.`);
  const body = unique(creation);
  const ids: string[] = [];
  for (const [index, path] of paths.entries()) {
    const { status, text, body: created } = await create(place, creation, path, tenants[index]!, body);
    if (status !== 201)
      throw new Error(`${creation.name} answered ${status} to the document's example: ${text}`);
    ids.push(encodeURIComponent(String(created.id ?? created.user_id)));
  }
  return ids;
}

/** The example with a mark in each free text, so that what it creates is new, and unlike what another example makes of it. */
function unique({ body }: Operation): Body {
  const { example, isValid } = body!;
  const mark = randomBytes(4).toString('hex');
  const marked = Object.entries(example).filter(
    ([name, text]) => typeof text === 'string' && isValid({ ...example, [name]: `${text} ${mark}` }),
  );
  return { ...example, ...Object.fromEntries(marked.map(([name, text]) => [name, `${text} ${mark}`])) };
}

function operationsOf({ paths, components }: Body, service: Operation['service']): Operation[] {
  const resolved = ({ $ref, ...response }: Body): Body =>
    $ref ? components.responses[$ref.split('/').at(-1)] : response;
  return Object.entries<Body>(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, value]) => {
      const [[type, media] = []] = Object.entries<Body>(value.requestBody?.content ?? {});
      return {
        id: value.operationId,
        service,
        method,
        path,
        name: `${value.operationId}: ${method.toUpperCase()} ${path}`,
        value,
        responses: Object.fromEntries(
          Object.entries<Body>(value.responses).map(([status, one]) => [status, resolved(one)]),
        ),
        body: media && {
          type: type!,
          example: media.example ?? Object.values<Body>(media.examples)[0]!.value,
          isValid: validatorOf(components, media.schema),
        },
      };
    }),
  );
}
