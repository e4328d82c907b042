import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { textColumns } from '@pocket/database';

export class CreateOrganizations1795392000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { ascii, unicode } = textColumns(runner);
    await runner.createTable(
      new Table({
        name: 'organizations',
        engine: 'InnoDB',
        columns: [
          {
            name: 'id',
            type: 'varchar',
            length: '40',
            ...ascii,
            isPrimary: true,
            primaryKeyConstraintName: 'organizations_pk',
          },
          { name: 'name', type: 'varchar', length: '100', ...unicode },
          { name: 'created_at', type: 'datetime', precision: 3 },
        ],
      }),
      true,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('organizations', true);
  }
}
