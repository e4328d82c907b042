import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { textColumns } from '@pocket/database';

const primary = { isPrimary: true, primaryKeyConstraintName: 'memberships_pk' };

export class CreateMemberships1795392000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { ascii, unicode } = textColumns(runner);
    await runner.createTable(
      new Table({
        name: 'memberships',
        engine: 'InnoDB',
        columns: [
          { name: 'organization_id', type: 'varchar', ...ascii, length: '40', ...primary },
          { name: 'user_id', type: 'varchar', ...unicode, length: '128', ...primary },
          { name: 'email', type: 'varchar', ...unicode, length: '320', isNullable: true },
          { name: 'name', type: 'varchar', ...unicode, length: '200', isNullable: true },
          { name: 'role', type: 'varchar', ...ascii, length: '16' },
          { name: 'status', type: 'varchar', ...ascii, length: '16' },
          { name: 'created_at', type: 'datetime', precision: 3 },
          { name: 'updated_at', type: 'datetime', precision: 3 },
        ],
        indices: [{ name: 'memberships_by_user', columnNames: ['user_id'] }],
        foreignKeys: [
          {
            name: 'memberships_organization_fk',
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
    await runner.dropTable('memberships', true);
  }
}
