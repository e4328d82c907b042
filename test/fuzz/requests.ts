import { sendRaw } from '../support/raw-http.js';
import type { Oddity } from './oddities.js';
import type { Choice, Plan } from './plans.js';
import { isEntitled, maySee, type Pool, type Sender, type Tenants } from './tenants.js';

/** One request, ready to be sent, and what is to be known for judging its answer. */
export interface Request {
  plan: Plan;
  sender: Sender;
  method: string;
  /** With query, encoded. */
  path: string;
  headers: Record<string, string>;
  /** `undefined` where the path does not name one that exists. */
  organizationId?: string;
  /** What the path ends with, where it leads to one of a collection. */
  resource?: Resource;
  isEntitled: boolean;
  /** The path leads out of the operation, or cannot be decoded. */
  effect?: Oddity['effect'];
}

/** One of a collection, and whether it was there when the request was made. */
export interface Resource {
  collection: string;
  /** Decoded; `undefined` where that is not possible. */
  id?: string;
  before: ReturnType<Pool['stateOf']>;
}

/** An answer, read whole. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

interface Place {
  text: string;
  id?: string;
  effect?: Oddity['effect'];
}

/** Turns the drawn positions into what exists now. */
export function resolve(plan: Plan, { senders, pool, bystander }: Tenants): Request {
  const { operation, method } = plan;
  const { organizations } = pool;
  const hasOrganization = operation.path.includes('{orgId}');
  const mayUse = (sender: Sender) =>
    hasOrganization
      ? organizations.some((id) => isEntitled(operation, sender, id))
      : isEntitled(operation, sender, undefined);
  const candidates = plan.sender.entitled ? senders.filter(mayUse) : senders;
  const sender = at(candidates, plan.sender.position)!;
  const homes = organizations.filter((id) => isEntitled(operation, sender, id));
  // Who lacks only the role or the scope is more of a test than a stranger.
  const known = homes.length > 0 ? homes : organizations.filter((id) => maySee(sender, id));
  const organization = place(plan.organization, {
    home: known.length > 0 ? known : organizations,
    any: organizations,
    foreign: [bystander.id],
  });
  const [, collection, parameter] = /([^/{}]+)\/\{(\w+)\}$/.exec(operation.path) ?? [];
  const hasResource = parameter !== undefined && parameter !== 'orgId';
  const idsIn = (id: string) => (hasResource ? pool.of(id, collection!) : []);
  const resource = place(plan.resource, {
    home: idsIn(organization.id ?? ''),
    any: organizations.flatMap(idsIn),
    foreign: idsIn(bystander.id),
  });
  const isAllowed = hasOrganization ? homes.includes(organization.id ?? '') : mayUse(sender);
  const address = operation.path
    .replace('{orgId}', () => organization.text)
    .replace(/\{\w+\}/, () => resource.text);
  const odd = plan.headers.headers(sender.authorization);
  const sent = {
    authorization: sender.authorization,
    'content-type': plan.body && operation.body?.mediaType,
    ...odd,
  };
  return {
    plan,
    sender,
    method,
    path: address + plan.query.text,
    headers: Object.fromEntries(
      Object.entries(sent).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    organizationId: organization.id,
    resource: hasResource
      ? {
          collection: collection!,
          id: resource.id,
          before: pool.stateOf(organization.id ?? '', collection!, resource.id ?? ''),
        }
      : undefined,
    isEntitled: isAllowed && (operation.admits.everyone || !plan.headers.spoilsCredential),
    effect:
      (hasOrganization ? organization.effect : undefined) ?? (hasResource ? resource.effect : undefined),
  };
}

const at = <T>(values: readonly T[], position: number): T | undefined => values[position % values.length];

function place(
  { kind, position, unknown, oddity }: Choice,
  ids: Record<'home' | 'any' | 'foreign', string[]>,
): Place {
  const id =
    at(kind === 'any' || kind === 'foreign' ? ids[kind] : ids.home, position) ?? at(ids.any, position);
  if (kind === 'unknown' || id === undefined) return { text: unknown, id: decodeURIComponent(unknown) };
  const text = encodeURIComponent(id);
  if (kind !== 'odd') return { text, id };
  const written = oddity.write(text);
  if (written === '' || oddity.effect === 'outside') return { text: written, effect: 'outside' };
  if (oddity.effect === 'unreadable') return { text: written, effect: 'unreadable' };
  // Not every change changes every id, and what it makes may be another id.
  return { text: written, id: decodeURIComponent(written) };
}

/** Sends it. What gets no answer has the status 0, and the reason as its text. */
export function send(request: Request): Promise<Answer> {
  return exchange(request).catch((error: Error) => ({
    status: 0,
    headers: new Headers(),
    text: `${error.message}: ${String(error.cause)}`,
  }));
}

/** By `fetch` wherever `fetch` does not tidy up the address. */
async function exchange({ plan, method, path, headers }: Request): Promise<Answer> {
  const url = plan.operation.url + path;
  const body = ['POST', 'PATCH'].includes(method) ? Buffer.from(plan.body?.bytes ?? []) : undefined;
  const response =
    new URL(url).href === url
      ? await fetch(url, { method, headers, body, redirect: 'manual' })
      : await sendRaw(url, bytesOf(method, path, headers, body));
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function bytesOf(method: string, path: string, headers: Record<string, string>, body?: Buffer): Buffer {
  const all = {
    host: 'fuzz',
    connection: 'close',
    ...headers,
    ...(body && { 'content-length': String(body.length) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body ?? Buffer.alloc(0)]);
}
