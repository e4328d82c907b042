import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { createIndexOnce, dropIndexIfThere } from './index-once.js';

const index = new TableIndex({ name: 'api_keys_by_expiry', columnNames: ['expires_at', 'organization_id'] });

/** Finds the key that expired first, of all organizations. */
export class IndexApiKeysByExpiry1795392000005 implements MigrationInterface {
  up = (runner: QueryRunner): Promise<void> => createIndexOnce(runner, 'api_keys', index);
  down = (runner: QueryRunner): Promise<void> => dropIndexIfThere(runner, 'api_keys', index);
}
