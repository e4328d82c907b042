import { writeCheckTable } from '@pocket/mysql';
import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { textColumns } from './columns.js';

/** The table of one row by which a database shows that it takes writes. */
export class CreateWriteChecks1795564800001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: writeCheckTable,
        engine: 'InnoDB',
        columns: [
          { name: 'id', type: 'int', isPrimary: true, primaryKeyConstraintName: 'write_checks_pk' },
          { name: 'token', type: 'varchar', length: '36', ...textColumns(runner).ascii },
        ],
      }),
      true,
    );
  }

  // Every service on the database has this migration and uses the one table.
  async down(): Promise<void> {}
}
