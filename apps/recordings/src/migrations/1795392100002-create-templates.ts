import { textColumns } from '@pocket/database';
import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';

const time = { type: 'datetime', precision: 3 };

export class CreateTemplates1795392100002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { ascii, unicode } = textColumns(runner);
    await runner.createTable(
      new Table({
        name: 'templates',
        engine: 'InnoDB',
        columns: [
          {
            name: 'id',
            type: 'varchar',
            length: '40',
            ...ascii,
            isPrimary: true,
            primaryKeyConstraintName: 'templates_pk',
          },
          { name: 'organization_id', type: 'varchar', length: '40', ...ascii },
          { name: 'name', type: 'varchar', length: '100', ...unicode },
          { name: 'description', type: 'varchar', length: '1000', ...unicode },
          { name: 'sections', type: 'text', ...unicode },
          { name: 'created_at', ...time },
          { name: 'updated_at', ...time },
        ],
        indices: [{ name: 'templates_by_organization', columnNames: ['organization_id', 'id'] }],
      }),
      true,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('templates', true);
  }
}
