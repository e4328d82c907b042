import { problemCodes } from '@pocket/problem-details';
import { refusedByHandler } from './knowledge.js';
import type { Answer, Request, Resource } from './requests.js';
import { maySee, type Pool, type Tenants } from './tenants.js';

const success = [200, 201, 204];

/** Remembers what the answer teaches: ids that came and went, new owners. */
export function learn(
  { plan, method, sender, organizationId, resource }: Request,
  answer: Answer,
  { pool }: Tenants,
): void {
  const { operation } = plan;
  if (method === 'POST' && answer.status === 201) {
    const { id, user_id: userId } = JSON.parse(answer.text) as { id?: string; user_id?: string };
    const created = String(id ?? userId);
    const name = /\/([\w-]+)$/.exec(operation.path)![1]!;
    if (organizationId !== undefined && operation.path.includes('{orgId}'))
      pool.set(organizationId, name, created, 'there');
    else {
      pool.addOrganization(created);
      sender.roles[created] = 'owner';
    }
  }
  if (method === 'DELETE' && answer.status === 200)
    pool.set(organizationId!, resource!.collection, resource!.id!, 'deleted');
}

/** What is wrong with an answer; nothing is what should be. */
export function faultsOf(request: Request, answer: Answer, tenants: Tenants): string[] {
  if (answer.status === 0) return [`no answer: ${answer.text}`];
  return [
    ...statusFaults(request, answer, tenants.pool),
    ...formFaults(request, answer),
    ...secretFaults(request, answer),
    ...tenantFaults(request, answer, tenants),
  ];
}

function statusFaults(request: Request, { status }: Answer, pool: Pool): string[] {
  if (status >= 500) return [`status ${status}`];
  const allowed = allowedStatuses(request, pool);
  return allowed.includes(status) ? [] : [`status ${status}, not ${allowed.join(' or ')}`];
}

/** By the order that the services keep: address, size and form, credential, organization, role or scope, content. */
function allowedStatuses(request: Request, pool: Pool): number[] {
  const { plan, method, effect, path } = request;
  const { operation, headers, query, body } = plan;
  const unreadable = effect === 'unreadable' ? [400] : [];
  if (path.length > 8_000) return [414, ...unreadable, ...(path.length > 14_000 ? [431] : [])];
  const early = [...(headers.early ?? []), ...(body?.early ?? []), ...unreadable];
  const isTooLarge = body !== undefined && body.bytes.length > 64 * 1024;
  if (effect === 'outside') return [400, 404, 405, ...early, ...(isTooLarge ? [413] : [])];
  if (method === 'PUT' || method === 'OPTIONS') return [405, ...unreadable];
  if (isTooLarge) return [413, ...early];
  if (!request.isEntitled) return [...early, ...refusals(request)];
  if (query.label !== undefined || body?.label !== undefined) return [400, ...early];
  const found = [...success, 409, ...(refusedByHandler[operation.id] ?? [])];
  const possible = found.filter((one) => operation.answers.has(one));
  return [...early, ...(isThere(request, pool) ? possible : []), ...(isMissing(request, pool) ? [404] : [])];
}

/** Two requests at once may create or delete what a third asks for, so that both may be true. */
const isThere = (request: Request, pool: Pool) => states(request, pool).includes('there');
const isMissing = (request: Request, pool: Pool) => states(request, pool).some((state) => state !== 'there');

function states({ organizationId, resource }: Request, pool: Pool): Resource['before'][] {
  if (!resource) return ['there'];
  return [resource.before, pool.stateOf(organizationId!, resource.collection, resource.id ?? '')];
}

function refusals({ plan: { operation, headers }, sender }: Request): number[] {
  const isKnown = !headers.spoilsCredential && sender.kind !== 'anonymous' && sender.kind !== 'refused';
  const hasRightScheme = operation.admits.service === (sender.kind === 'service');
  return isKnown && hasRightScheme ? [403, 404] : [401];
}

function formFaults(
  { plan: { operation }, method, effect, path }: Request,
  { status, headers, text }: Answer,
): string[] {
  const faults: string[] = [];
  const requestId = headers.get('x-request-id') ?? '';
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(requestId)) faults.push(`X-Request-Id: ${requestId}`);
  const type = headers.get('content-type')?.split(';', 1)[0];
  const isOfOperation = effect !== 'outside' && status !== 405 && path.length <= 8_000;
  const documented = isOfOperation ? operation.answers.get(status) : ['application/problem+json'];
  if (!documented) faults.push(`status ${status} is not in the document`);
  else if (type === undefined ? documented.length > 0 : !documented.includes(type))
    faults.push(`content type ${type} is not in the document for ${status}`);
  if (method === 'HEAD') return text === '' ? faults : [...faults, 'HEAD with a body'];
  if (status === 405 && !headers.get('allow')?.split(', ').includes(operation.method) && effect !== 'outside')
    faults.push(`405 with Allow: ${headers.get('allow')}`);
  if (text === '' && documented?.length === 0) return faults;
  const body = json(text);
  if (typeof body !== 'object' || body === null) return [...faults, `no JSON object: ${text.slice(0, 100)}`];
  return status >= 400
    ? [...faults, ...problemFaults(body as Record<string, unknown>, status, requestId)]
    : faults;
}

function problemFaults(body: Record<string, unknown>, status: number, requestId: string): string[] {
  const known = Object.entries(problemCodes).find(([code]) => code === body['code'])?.[1];
  const isRight =
    body['status'] === status &&
    known?.status === status &&
    body['type'] === `/problems/${String(body['code'])}`;
  const faults = isRight ? [] : [`a problem of another status: ${JSON.stringify(body).slice(0, 200)}`];
  if (body['request_id'] !== requestId) faults.push('request_id is not the header’s');
  if (status === 400 && body['code'] === 'validation_failed' && !Array.isArray(body['errors']))
    faults.push('validation_failed without errors');
  return faults;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A key is in the 201 that made it, as its field `key`, and nowhere else. */
function secretFaults({ plan: { operation }, method }: Request, { status, headers, text }: Answer): string[] {
  const all = text + JSON.stringify([...headers]);
  const found = all.match(/[a-z][a-z0-9]*_[a-z]+_[0-9A-Za-z]{32}/g) ?? [];
  const isCreation = status === 201 && method === 'POST' && operation.path.endsWith('/api-keys');
  const isOwn = isCreation && found.length === 1 && (json(text) as { key?: unknown }).key === found[0];
  return found.length === 0 || isOwn ? [] : ['an API key in the answer'];
}

/** What belongs to an organization is told to those who belong to it, or to who named it in the request. */
function tenantFaults(request: Request, { headers, text }: Answer, { tenants, pool }: Tenants): string[] {
  const all = text + JSON.stringify([...headers]);
  const said = `${request.path} ${Buffer.from(request.plan.body?.bytes ?? []).toString()}`;
  const isForeign = (organizationId: string) => !maySee(request.sender, organizationId);
  const markers = tenants.filter(
    ({ id, marker }) => isForeign(id) && all.includes(marker) && !said.includes(marker),
  );
  const ids = (all.match(/\b(?:org|key|rec|tpl)_[0-9A-Za-z]{20,36}\b/g) ?? []).filter((id) => {
    const owner = pool.ownerOf(id);
    return owner !== undefined && isForeign(owner) && !said.includes(id);
  });
  return [
    ...markers.map(({ marker }) => `${marker} in the answer to ${request.sender.name}`),
    ...ids.slice(0, 3).map((id) => `${id} in the answer to ${request.sender.name}`),
  ];
}

/** Of requests that were sent together those that may have changed the bystander's rows: most likely one that names them. */
export function suspectsOf(requests: Request[], { pool, bystander }: Tenants): Request[] {
  const writes = requests.filter(({ method }) => ['POST', 'PATCH', 'PUT', 'DELETE'].includes(method));
  const naming = writes.filter(
    ({ resource }) => resource && pool.stateOf(bystander.id, resource.collection, resource.id ?? ''),
  );
  return [naming, writes, requests].find((some) => some.length > 0)!;
}
