import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { DataSources, aKey, anOrganization } from '../../../test/support/data-sources.js';
import { ApiKey } from '@pocket/api-keys';
import { closeOwnConnection } from '@pocket/database';
import { Organization } from '@pocket/organizations';
import { LastUsedWriter } from './last-used.writer.js';
import { StoredKeys } from './stored-keys.js';

const start = new Date('2026-06-01T12:00:00.000Z');
const seconds = (count: number) => new Date(start.getTime() + count * 1000);

describe('last_used_at', () => {
  const dataSources = new DataSources();
  let dataSource: DataSource;
  let writer: LastUsedWriter;

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    dataSource = await dataSources.migrated();
    await dataSource.manager.insert(Organization, anOrganization('org_a'));
    await dataSource.manager.insert(ApiKey, [aKey('key_1', 'org_a'), aKey('key_2', 'org_a')]);
    jest.useFakeTimers({
      now: start,
      doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask', 'performance'],
    });
    writer = new LastUsedWriter(new StoredKeys(dataSource));
    writer.onModuleInit();
  });
  afterEach(async () => {
    await writer.onModuleDestroy();
    closeOwnConnection(dataSource);
    jest.useRealTimers();
  });
  afterAll(() => dataSources.close());

  /** Lets time pass, and the writes that fall due in it end. */
  const pass = async (ms: number) => {
    jest.advanceTimersByTime(ms);
    await writer.flush(-Infinity);
  };
  const stored = async (id: string) => (await dataSource.manager.findOneByOrFail(ApiKey, { id })).lastUsedAt;

  it('is written within half a second of the first use', async () => {
    expect(await stored('key_1')).toBeNull();
    writer.record('key_1', start);
    await pass(500);
    expect(await stored('key_1')).toEqual(start);
    expect(await stored('key_2')).toBeNull();
  });

  it('is never more than 60 s behind a key in steady use, and costs about one write a minute', async () => {
    const writes = jest.spyOn(StoredKeys.prototype, 'markUsed');
    writer.record('key_1', start);
    await pass(1_000);
    for (let second = 1; second <= 300; second++) {
      writer.record('key_1', seconds(second));
      await pass(1_000);
      expect(seconds(second).getTime() - (await stored('key_1'))!.getTime()).toBeLessThanOrEqual(60_000);
    }
    expect(writes.mock.calls.length).toBeLessThanOrEqual(7);
    writes.mockRestore();
  });

  it('never moves backward, whoever writes', async () => {
    const other = new LastUsedWriter(new StoredKeys(dataSource));
    other.record('key_1', seconds(10));
    await other.onModuleDestroy();
    writer.record('key_1', seconds(5));
    await pass(500);
    expect(await stored('key_1')).toEqual(seconds(10));
  });

  it('that cannot be written now is written later', async () => {
    const failure = jest.spyOn(StoredKeys.prototype, 'markUsed').mockRejectedValueOnce(new Error('gone'));
    writer.record('key_1', start);
    await pass(500);
    expect(await stored('key_1')).toBeNull();
    await pass(500);
    expect(await stored('key_1')).toEqual(start);
    failure.mockRestore();
  });

  it('of a key that was deleted meanwhile brings nothing back and keeps nothing from the others', async () => {
    writer.record('key_1', start);
    writer.record('key_2', start);
    await dataSource.manager.delete(ApiKey, { id: 'key_1' });
    await pass(500);
    expect(await dataSource.manager.countBy(ApiKey, { id: 'key_1' })).toBe(0);
    expect(await stored('key_2')).toEqual(start);
  });

  it('is written at shutdown, of uses during the shutdown too', async () => {
    writer.record('key_1', start);
    await writer.onModuleDestroy();
    closeOwnConnection(dataSource);
    writer.record('key_2', seconds(1));
    await writer.flush(-Infinity);
    expect([await stored('key_1'), await stored('key_2')]).toEqual([start, seconds(1)]);
  });
});
