import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { textColumns } from '@pocket/database';

/** What was revoked, in the order in which it became visible. */
export class CreateRevocations1795651200002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'revocations',
        engine: 'InnoDB',
        columns: [
          { name: 'sequence', type: 'bigint', isPrimary: true, primaryKeyConstraintName: 'revocations_pk' },
          { name: 'subject', type: 'varchar', length: '64', ...textColumns(runner).ascii },
        ],
      }),
      true,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('revocations', true);
  }
}
