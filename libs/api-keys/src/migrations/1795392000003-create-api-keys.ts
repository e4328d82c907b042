import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { textColumns } from '@pocket/database';

const time = { type: 'datetime', precision: 3 };

export class CreateApiKeys1795392000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { ascii, unicode } = textColumns(runner);
    await runner.createTable(
      new Table({
        name: 'api_keys',
        engine: 'InnoDB',
        columns: [
          {
            name: 'id',
            type: 'varchar',
            length: '40',
            ...ascii,
            isPrimary: true,
            primaryKeyConstraintName: 'api_keys_pk',
          },
          { name: 'organization_id', type: 'varchar', length: '40', ...ascii },
          { name: 'name', type: 'varchar', length: '100', ...unicode },
          { name: 'scopes', type: 'text', ...unicode },
          { name: 'key_hash', type: 'varchar', length: '64', ...ascii },
          { name: 'created_at', ...time },
          { name: 'expires_at', ...time, isNullable: true },
          { name: 'last_used_at', ...time, isNullable: true },
        ],
        indices: [
          { name: 'api_keys_key_hash', columnNames: ['key_hash'], isUnique: true },
          { name: 'api_keys_by_organization', columnNames: ['organization_id', 'created_at', 'id'] },
        ],
        foreignKeys: [
          {
            name: 'api_keys_organization_fk',
            columnNames: ['organization_id'],
            referencedTableName: 'organizations',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
      true,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('api_keys', true);
  }
}
