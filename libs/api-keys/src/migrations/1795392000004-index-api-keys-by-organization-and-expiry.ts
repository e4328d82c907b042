import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { createIndexOnce, dropIndexIfThere } from './index-once.js';

const index = new TableIndex({
  name: 'api_keys_by_expiry_in_organization',
  columnNames: ['organization_id', 'expires_at', 'id'],
});

/** Counts the live keys of an organization, and finds those that expired first, without reading the others. */
export class IndexApiKeysByOrganizationAndExpiry1795392000004 implements MigrationInterface {
  up = (runner: QueryRunner): Promise<void> => createIndexOnce(runner, 'api_keys', index);
  down = (runner: QueryRunner): Promise<void> => dropIndexIfThere(runner, 'api_keys', index);
}
