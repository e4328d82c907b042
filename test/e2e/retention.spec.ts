import { ApiKeysService, ApiKey } from '@pocket/api-keys';
import { Clock } from '@pocket/access';
import { Logger } from '@nestjs/common';
import { OrganizationsRepository } from '@pocket/organizations';
import { DataSource } from 'typeorm';
import { ExpiredKeysRetention } from '../../libs/api-keys/src/retention/expired-keys.retention.js';
import { insertKeys } from '../support/many-rows.js';
import { startApi, type TestService } from '../support/services.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

const day = 24 * 3_600_000;

/** What the services log at the level of changes. */
function linesOf(logged: jest.SpyInstance, msg: string) {
  return logged.mock.calls
    .map(([line]) => line as { msg?: string; organization?: string; keys?: string[]; by?: string })
    .filter((line) => line.msg === msg);
}

describe('expired keys', () => {
  let world: World;
  let logged: jest.SpyInstance;
  beforeAll(async () => {
    world = await createWorld({ API_KEY_MAX_PER_ORGANIZATION: '3' });
  });
  beforeEach(() => {
    logged = jest.spyOn(Logger.prototype, 'log');
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => world.close());

  const dataSource = () => world.api.app.get(DataSource);
  /** Of one process, whose timer does not run. */
  const retention = ({ app } = world.api) =>
    new ExpiredKeysRetention(
      { expiredRetentionDays: 30 },
      app.get(DataSource),
      app.get(OrganizationsRepository),
      app.get(Clock),
    );
  const idsOf = async ({ id }: TestOrganization) =>
    (await world.api.app.get(ApiKeysService).list(id)).map((key) => key.id);
  const expiredBefore = (days: number) => ({ expiresAt: new Date(Date.now() - days * day) });

  it('of an organization give way to new ones beyond ten times its limit, those that expired first', async () => {
    const acme = await world.organization('full');
    const inserted = await insertKeys(dataSource(), acme.id, 31, (index) => expiredBefore((index * 7) % 31));
    const oldest = inserted.filter((_, index) => (index * 7) % 31 > 28);
    const { id } = await world.key(acme);
    expect((await idsOf(acme)).sort()).toEqual(
      [id, ...inserted.filter((one) => !oldest.includes(one))].sort(),
    );
    expect(linesOf(logged, 'expired API keys removed to make room')).toEqual([
      expect.objectContaining({ organization: acme.id, keys: oldest.toReversed() }),
    ]);
  });

  it('are kept as long as the operator says, to the millisecond, and removed in every organization then', async () => {
    const [one, two] = [await world.organization('one'), await world.organization('two')];
    const now = new Date();
    jest.spyOn(world.api.app.get(Clock), 'now').mockReturnValue(now);
    const expiries = [30 * day - 1, 30 * day, 31 * day, -day].map((ago) => new Date(now.getTime() - ago));
    const kept: string[][] = [];
    for (const { id } of [one, two]) {
      const ids = await insertKeys(dataSource(), id, 5, (index) => ({ expiresAt: expiries[index] ?? null }));
      kept.push([ids[0]!, ids[3]!, ids[4]!]);
    }
    await retention().run();
    expect([await idsOf(one), await idsOf(two)]).toEqual(kept);
  });

  it('are removed once each, in batches with a line each, however many processes try', async () => {
    const acme = await world.organization('many');
    const dead = await insertKeys(dataSource(), acme.id, 450, () => expiredBefore(31));
    const second: TestService = await startApi(world.env);
    await Promise.all([retention().run(), retention(second).run()]);
    await second.close();
    expect(await idsOf(acme)).toEqual([]);
    const lines = linesOf(logged, 'expired API keys removed').filter((line) => line.organization === acme.id);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.flatMap(({ keys }) => keys!).sort()).toEqual(dead.sort());
    for (const line of lines) {
      expect(line.by).toBe('system:retention');
      expect(line.keys!.length).toBeLessThanOrEqual(200);
    }
  });

  it('stay where the database fails, and are removed the next time', async () => {
    const acme = await world.organization('unlucky');
    await insertKeys(dataSource(), acme.id, 1, () => expiredBefore(31));
    const failing = jest
      .spyOn(DataSource.prototype, 'transaction')
      .mockRejectedValue(new Error('SELECT secret'));
    const warned = jest.spyOn(Logger.prototype, 'warn');
    await retention().run();
    failing.mockRestore();
    expect(warned.mock.calls).toEqual([['Expired API keys could not be removed: Error']]);
    expect(await idsOf(acme)).toHaveLength(1);
    await retention().run();
    expect(await idsOf(acme)).toEqual([]);
  });

  it('are removed by a process that is left to itself, and kept by one that is told nothing', async () => {
    const acme = await world.organization('alone');
    const [dead] = await insertKeys(dataSource(), acme.id, 1, () => expiredBefore(31));
    await world.api.app.get(ExpiredKeysRetention).run();
    expect(await idsOf(acme)).toEqual([dead]);
    const removed = new Promise<void>((resolve) => {
      logged.mockImplementation((line: { keys?: string[] }) => {
        if (line.keys?.includes(dead!)) resolve();
      });
    });
    const left = await startApi({ ...world.env, API_KEY_EXPIRED_RETENTION_DAYS: '30' });
    await removed;
    await left.close();
    expect(await dataSource().manager.countBy(ApiKey, { id: dead! })).toBe(0);
  });
});
