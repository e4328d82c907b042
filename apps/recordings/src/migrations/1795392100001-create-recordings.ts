import { textColumns } from '@pocket/database';
import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';

const time = { type: 'datetime', precision: 3 };

export class CreateRecordings1795392100001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { ascii, unicode } = textColumns(runner);
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
          { name: 'title', type: 'varchar', length: '200', ...unicode },
          { name: 'duration', type: 'integer' },
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
