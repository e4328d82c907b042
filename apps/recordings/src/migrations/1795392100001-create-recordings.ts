import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { ascii, text, time } from './columns.js';

export class CreateRecordings1795392100001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'recordings',
        engine: 'InnoDB',
        columns: [
          {
            name: 'id',
            type: 'varchar',
            length: '40',
            ...ascii,
            isPrimary: true,
            primaryKeyConstraintName: 'recordings_pk',
          },
          { name: 'organization_id', type: 'varchar', length: '40', ...ascii },
          { name: 'title', type: 'varchar', length: '200', ...text },
          { name: 'duration', type: 'int' },
          { name: 'language', type: 'varchar', length: '35', ...ascii },
          { name: 'created_at', ...time },
        ],
        indices: [{ name: 'recordings_by_organization', columnNames: ['organization_id', 'id'] }],
      }),
      true,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('recordings', true);
  }
}
