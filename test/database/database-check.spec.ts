import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseCheck, migrate, needStatement, schemaOptions } from '@pocket/database';
import type { DataSource } from 'typeorm';
import { schema } from '../../apps/api/src/schema.js';
import { DataSources } from '../support/data-sources.js';
import { environmentOf, startApi, startRecordings } from '../support/services.js';
import { createTestDatabase } from '../support/test-database.js';
import { createTokenIssuer, type TokenIssuer } from '../support/token-issuer.js';

describe('whether the database is usable', () => {
  const dataSources = new DataSources();
  let issuer: TokenIssuer;
  beforeAll(async () => {
    issuer = await createTokenIssuer();
  });
  afterAll(async () => {
    await dataSources.close();
    await issuer.close();
  });

  async function usable(): Promise<DataSource> {
    const url = await dataSources.database();
    const dataSource = await dataSources.open(url, schemaOptions(url, schema));
    await migrate(dataSource);
    return dataSource;
  }
  const drop = async (dataSource: DataSource, table: string) => {
    const runner = dataSource.createQueryRunner();
    await runner.dropTable(table);
    await runner.release();
  };

  it('is said once it was read and written, and leaves one row however often', async () => {
    const dataSource = await usable();
    for (let times = 0; times < 3; times++) await new DatabaseCheck(dataSource).check();
    expect(await dataSource.query('SELECT id FROM write_checks')).toEqual([{ id: 1 }]);
  });

  it('is asked at most once a second, whoever asks, and anew after that', async () => {
    const dataSource = await usable();
    const check = new DatabaseCheck(dataSource);
    const runners = jest.spyOn(dataSource, 'createQueryRunner');
    await Promise.all(Array.from({ length: 20 }, () => check.check()));
    await check.check();
    expect(runners).toHaveBeenCalledTimes(1);
    const now = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 1_000);
    await check.check();
    now.mockRestore();
    expect(runners).toHaveBeenCalledTimes(2);
  });

  it.each(['api_keys', 'write_checks'])('is denied without the table %s', async (table) => {
    const dataSource = await usable();
    await drop(dataSource, table);
    await expect(new DatabaseCheck(dataSource).check()).rejects.toThrow(table);
    await expect(new DatabaseCheck(dataSource).onApplicationBootstrap()).rejects.toThrow(
      /^The database cannot be used: .*(write_checks|api_keys).* Run "npm run migrate"\.$/,
    );
  });

  it('is denied without a column that the service has', async () => {
    const dataSource = await usable();
    const runner = dataSource.createQueryRunner();
    await runner.dropColumn('api_keys', 'last_used_at');
    await runner.release();
    await expect(new DatabaseCheck(dataSource).check()).rejects.toThrow('last_used_at');
  });

  it('is denied where a statement of a library fails that has no entity', async () => {
    const dataSource = await usable();
    needStatement(dataSource, 'SELECT id FROM reports WHERE id = ?');
    await expect(new DatabaseCheck(dataSource).check()).rejects.toThrow('reports');
  });

  it('stops the start of a service that lacks a table, also of one that only reads it', async () => {
    const dataSource = await usable();
    const url = await createTestDatabase();
    const env = environmentOf(url.url, issuer);
    await (await startRecordings(env)).close();
    const other = await dataSources.open(url.url);
    const runner = other.createQueryRunner();
    await runner.dropTable('memberships');
    await runner.release();
    await expect(startRecordings(env)).rejects.toThrow(/cannot be used.*memberships/);
    await expect(startApi(env)).rejects.toThrow(/cannot be used.*memberships/);
    await dataSource.destroy();
    await other.destroy();
    await url.drop();
  });

  it('in production a SQLite file that is not there is not created, nor its folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pocket-typo-'));
    const path = join(folder, 'misspelt', 'pocket.sqlite');
    const env = environmentOf(`sqlite:${path}`, issuer, { NODE_ENV: 'production' });
    await expect(startApi(env)).rejects.toThrow('run "npm run migrate" to create it');
    await expect(startRecordings(env)).rejects.toThrow('does not exist');
    expect(existsSync(join(folder, 'misspelt'))).toBe(false);
    await rm(folder, { recursive: true });
  });
});
