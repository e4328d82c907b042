import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { textColumns } from '@pocket/database';

/** Organizations that are older have no row here, and count for nobody. */
export class CreateOrganizationCreations1795651200001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { ascii, unicode } = textColumns(runner);
    await runner.createTable(
      new Table({
        name: 'organization_creations',
        engine: 'InnoDB',
        columns: [
          {
            name: 'organization_id',
            type: 'varchar',
            length: '40',
            ...ascii,
            isPrimary: true,
            primaryKeyConstraintName: 'organization_creations_pk',
          },
          { name: 'user_id', type: 'varchar', ...unicode, length: '128' },
        ],
        indices: [{ name: 'organization_creations_by_user', columnNames: ['user_id'] }],
        foreignKeys: [
          {
            name: 'organization_creations_organization_fk',
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
    await runner.dropTable('organization_creations', true);
  }
}
