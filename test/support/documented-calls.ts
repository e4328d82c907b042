import { createHash } from 'node:crypto';
import type { Body, Call, TestService } from './services.js';
import { createWorld, type TestOrganization, type World } from './world.js';

/** An operation of a document, with the service that has it. */
export interface Operation {
  id: string;
  service: 'api' | 'recordings';
  method: string;
  path: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a document is any JSON
  value: any;
  /** By status, wherever in the document they stand. */
  responses: Record<string, { content?: Record<string, { examples?: object }> }>;
}

/** One world to ask in: an organization in it, and what callers send there. */
export interface Place {
  world: World;
  acme: TestOrganization;
  other: TestOrganization;
  /** A key with every scope. */
  key: string;
}

const secret = 'a secret of the service';
/** What a service sends whose secret this is. */
export const basic = (text: string) => `Basic ${Buffer.from(`reports:${text}`).toString('base64')}`;
const clients = `reports=${createHash('sha256').update(secret).digest('hex')}`;

/** `env` for its services, beside the service credential that they know. */
export async function createPlace(env: NodeJS.ProcessEnv = {}): Promise<Place> {
  const world = await createWorld({ INTROSPECTION_CLIENTS: clients, ...env });
  const [acme, other] = [await world.organization('acme'), await world.organization('other')];
  const { key } = await world.key(acme);
  return { world, acme, other, key };
}

/** The request that the document's own examples make, by a caller who may send it, to what exists. */
export async function goodCall(place: Place, operation: Operation): Promise<{ path: string; call: Call }> {
  const { value, method } = operation;
  const path = await pathIn(place, operation);
  const query = new URLSearchParams();
  for (const { name, in: where, schema } of value.parameters ?? [])
    if (where === 'query')
      for (const item of [exampleOf(name, schema)].flat()) query.append(name, String(item));
  const address = query.size > 0 ? `${path}?${query}` : path;
  const content = value.requestBody?.content ?? {};
  const [type] = Object.keys(content);
  const media = type && content[type];
  const example = media && (media.example ?? Object.values<{ value: object }>(media.examples)[0]!.value);
  const isForm = type === 'application/x-www-form-urlencoded';
  return {
    path: address,
    call: {
      method: method.toUpperCase(),
      headers: { authorization: credentialOf(place, operation), ...(isForm && { 'content-type': type }) },
      body: isForm ? new URLSearchParams({ ...example, token: place.key }).toString() : example,
    },
  };

  function exampleOf(name: string, { example, pattern }: { example?: unknown; pattern?: string }): unknown {
    if (name === 'organization') return place.acme.id;
    return example ?? `${/^\^(\w+)_/.exec(pattern!)![1]}_01K6QW41B9F3Z7N5T8D2M6C0RX`;
  }
}

/** Of a caller who may send the operation. */
export function credentialOf({ acme, key }: Place, { value }: Operation): string {
  const schemes = value.security.flatMap((scheme: object) => Object.keys(scheme)) as string[];
  if (schemes.includes('PersonToken')) return `Bearer ${acme.tokens.owner}`;
  return schemes.includes('ApiKey') ? `Bearer ${key}` : basic(secret);
}

/** The operation's path with ids that exist; what it names last is new, so that it can be deleted. */
async function pathIn({ world, acme }: Place, { path }: Operation): Promise<string> {
  const post = async (service: TestService, route: string, body: object) =>
    (await service.call(acme.path + route, { method: 'POST', token: acme.tokens.owner, body })).body;
  const last = /\/([\w-]+)\/\{(\w+)\}$/.exec(path)?.[1];
  const ids: Record<string, () => Promise<string>> = {
    'api-keys': async () => (await world.key(acme)).id,
    members: async () => (await post(world.api, '/members', { user_id: `member-${Math.random()}` })).user_id,
    recordings: async () => (await post(world.recordings, '/recordings', { title: 'A call' })).id,
    templates: async () => (await post(world.recordings, '/templates', { name: 'A template' })).id,
  };
  const withOrganization = path.replace('{orgId}', acme.id);
  return /\{\w+\}$/.test(withOrganization)
    ? withOrganization.replace(/\{\w+\}$/, await ids[last!]!())
    : withOrganization;
}

export function operationsOf({ paths, components }: Body, service: Operation['service']): Operation[] {
  return Object.entries<Body>(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, value]) => {
      const responses = Object.entries<{ $ref?: string }>(value.responses).map(([status, response]) => [
        status,
        components.responses[response.$ref?.split('/').at(-1) ?? ''] ?? response,
      ]);
      return {
        id: value.operationId,
        service,
        method,
        path,
        value,
        responses: Object.fromEntries(responses),
      };
    }),
  );
}
