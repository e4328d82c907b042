import { DataSource } from 'typeorm';
import {
  create,
  createPlace,
  credentialsOf,
  goodCall,
  type GoodCall,
  type Operation,
  type Place,
} from '../support/documented-calls.js';
import { differences, rowsOf } from '../support/read-table.js';
import type { Call } from '../support/services.js';
import { visible } from '../support/visible.js';

const maximumKeys = 30;

/**
 * Every operation of the documents is tried, each by everyone of the organization acme who may send it, against the
 * organization other. A new route is among them as soon as its decorators describe it.
 */
describe('callers of one organization', () => {
  let place: Place;
  let inOrganization: Operation[];
  beforeAll(async () => {
    place = await createPlace({ API_KEY_MAX_PER_ORGANIZATION: String(maximumKeys) });
    inOrganization = place.operations.filter(({ path }) => path.includes('{orgId}'));
  });
  afterAll(() => place.world.close());

  const rowsOfOther = () => rowsOf(place.world.database.url, place.other.id);
  const send = (operation: Operation, path: string, call: Call) =>
    place.world[operation.service].call(path, call);
  const as = (authorization: string, { headers, ...call }: Call): Call => ({
    ...call,
    headers: { ...headers, authorization },
  });

  /** The faults of each operation and each caller whom it admits, under their names. */
  const faultsOfEach = async (
    operations: Operation[],
    faultsOf: (operation: Operation, authorization: string) => Promise<string[]>,
  ) => {
    const faults: string[] = [];
    for (const operation of operations)
      for (const { caller, authorization } of credentialsOf(place.acme, operation))
        for (const fault of await faultsOf(operation, authorization))
          faults.push(`${operation.name}, by ${caller}: ${fault}`);
    return faults;
  };

  /** Those of these paths where a call is not answered with the bytes of 404 that it is answered with at `unknown`. */
  const unlikeUnknown = async (
    operation: Operation,
    call: Call,
    unknown: string,
    paths: Record<string, string>,
  ) => {
    const wanted = visible(await send(operation, unknown, call));
    const faults = wanted.status === 404 ? [] : [`an unknown id is answered ${wanted.status} ${wanted.text}`];
    for (const [what, path] of Object.entries(paths)) {
      const answer = visible(await send(operation, path, call));
      if (JSON.stringify(answer) !== JSON.stringify(wanted))
        faults.push(`${what} is not answered as an unknown one, but ${JSON.stringify(answer)}`);
    }
    return faults;
  };

  /** The faults of the work, and every change of other's rows meanwhile. */
  const changesWhile = async (work: () => Promise<string[]>) => {
    const before = await rowsOfOther();
    const faults = await work();
    const changes = differences(before, await rowsOfOther());
    return [...faults, ...changes.map((change) => `changed rows of another organization: ${change}`)];
  };

  /** Shows that the call was a good one: other's own owner is let through by it, and changes rows unless it only reads. */
  const faultsAtHome = async (operation: Operation, { path, call }: GoodCall) => {
    const before = await rowsOfOther();
    const { status, text } = await send(operation, path, call);
    if (status >= 300) return [`its own owner, too, is answered ${status} ${text}`];
    const changes = differences(before, await rowsOfOther());
    return operation.method === 'get' || changes.length > 0
      ? []
      : ['the example in the document changes nothing of a new one, so that no change can be seen here'];
  };

  /** The same path with other ids. */
  const withIds = ({ path, ids }: GoodCall, change: (id: string) => string) =>
    ids.reduce((changed, id) => changed.replace(`/${id}`, `/${change(id)}`), path);
  /** As well-formed as the other, but nobody's. */
  const unknownId = (id: string) => id.slice(0, -1) + (id.endsWith('0') ? '1' : '0');

  /** The path of what was deleted in acme; none where nothing can be. */
  const deletedPath = async (operation: Operation): Promise<Record<string, string>> => {
    const template = operation.path.slice(0, operation.path.lastIndexOf('}') + 1);
    const deletion = place.operations.find(({ method, path }) => method === 'delete' && path === template);
    if (!deletion) return {};
    const { path, call } = await goodCall(place, deletion);
    expect(`${deletion.name} ${(await send(deletion, path, call)).status}`).toBe(`${deletion.name} 200`);
    return { 'a deleted id': path + operation.path.slice(template.length) };
  };

  it('cannot tell another’s id under their own path from an unknown one, nor change what it names', async () => {
    const withId = place.operations.filter(({ path }) => /\{(?!orgId)/.test(path));
    expect(withId.length).toBeGreaterThan(8);
    const faults = await faultsOfEach(withId, async (operation, authorization) => {
      const theirs = await goodCall(place, operation, [place.other]);
      const call = as(authorization, theirs.call);
      const inAcme = (change: (id: string) => string) =>
        withIds(theirs, change).replace(place.other.id, place.acme.id);
      const paths = {
        'another’s id': inAcme((id) => id),
        'another’s id and a space': inAcme((id) => `${id}%20`),
        'another’s id in lower case': inAcme((id) => id.toLowerCase()),
        'a malformed id': inAcme(() => 'x'),
        ...(await deletedPath(operation)),
      };
      return [
        ...(await changesWhile(() => unlikeUnknown(operation, call, inAcme(unknownId), paths))),
        ...(await faultsAtHome(operation, theirs)),
      ];
    });
    expect(faults).toEqual([]);
  });

  it('cannot tell another organization from an unknown one or a route that does not exist, nor change it', async () => {
    expect(inOrganization.length).toBeGreaterThan(15);
    const faults = await faultsOfEach(inOrganization, async (operation, authorization) => {
      const theirs = await goodCall(place, operation, [place.other]);
      const call = as(authorization, theirs.call);
      const at = (organization: string) => theirs.path.replace(place.other.id, organization);
      const paths = {
        'another organization': theirs.path,
        'a malformed organization': at("org_'%20OR%201=1"),
        'their own organization in lower case': at(place.acme.id.toLowerCase()),
        'a route that does not exist': '/no/such/route',
      };
      const unknown = at(unknownId(place.acme.id));
      return [
        ...(await changesWhile(() => unlikeUnknown(operation, call, unknown, paths))),
        ...(await faultsAtHome(operation, theirs)),
      ];
    });
    expect(faults).toEqual([]);
  });

  /** Ids and free texts in the rows of other that are in no row of acme. */
  const textsOfOther = async () => {
    const textsOf = async (id: string) =>
      [...(await rowsOf(place.world.database.url, id)).values()]
        .flat()
        .flatMap((row) => Object.values(row).map(String))
        .filter((text) => text.length > 12 && !/^\d{4}-/.test(text));
    const own = new Set(await textsOf(place.acme.id));
    return [...new Set(await textsOf(place.other.id))].filter((text) => !own.has(text));
  };

  it('change nothing of another, and are told nothing of it, by what they may do', async () => {
    const faults = await faultsOfEach(place.operations, async (operation, authorization) => {
      // Where callers choose the ids, the other organization has the same one.
      const { path, call } = await goodCall(place, operation, [place.acme, place.other]);
      return changesWhile(async () => {
        const { status, headers, text } = await send(operation, path, as(authorization, call));
        const told = text + JSON.stringify([...headers]);
        const secrets = (await textsOfOther()).filter((secret) => told.includes(secret));
        return [
          ...(status < 300 ? [] : [`is answered ${status} ${text}`]),
          ...secrets.map((secret) => `is told "${secret}", which is another organization's`),
        ];
      });
    });
    expect(faults).toEqual([]);
  });

  it('have all that they may have, whatever another has used up', async () => {
    const full = { ...(await place.world.organization('full')), key: '' };
    const creations = inOrganization.filter(
      ({ method, path }) => method === 'post' && !/\{(?!orgId)/.test(path),
    );
    const refused = new Set<string>();
    for (const operation of creations) {
      const path = operation.path.replace('{orgId}', full.id);
      for (let count = 0; count <= maximumKeys; count++)
        if ((await create(place, operation, path, full)).status === 409) refused.add(operation.id);
    }
    expect([...refused]).toContain('createApiKey');
    const answers: string[] = [];
    for (const operation of creations) {
      const { path } = await goodCall(place, operation);
      const { status, text } = await create(place, operation, path, place.acme);
      if (status !== 201) answers.push(`${operation.name} is answered ${status} ${text}`);
    }
    expect(answers).toEqual([]);
  });

  it('have the rows of their organization read, changed and deleted by statements that name it', async () => {
    const ofMany = /^(SELECT|UPDATE|DELETE).*\b(api_keys|memberships|recordings|templates)\b/s;
    const faults: string[] = [];
    for (const operation of inOrganization) {
      const { path, call } = await goodCall(place, operation);
      const { logger } = place.world[operation.service].app.get(DataSource);
      const logQuery = jest.spyOn(logger, 'logQuery');
      await send(operation, path, call);
      for (const [sql] of logQuery.mock.calls)
        if (ofMany.test(sql) && !/organization_id[`"]? = \?/.test(sql))
          faults.push(`${operation.name}: ${sql}`);
      logQuery.mockRestore();
    }
    expect(faults).toEqual([]);
  });

  it('do not lose the last owner of their own because another has owners', async () => {
    const { path, tokens } = place.acme;
    const demotion = { method: 'PATCH', token: tokens.owner, body: { role: 'viewer' } };
    const { body } = await place.world.api.call(`${path}/members/owner-of-acme`, demotion);
    expect(body.code).toBe('last_owner');
  });
});
