import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { ascii, text, time } from './columns.js';

export class CreateTemplates1795392100002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
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
          { name: 'name', type: 'varchar', length: '100', ...text },
          { name: 'description', type: 'varchar', length: '1000', ...text },
          { name: 'sections', type: 'text', ...text },
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
