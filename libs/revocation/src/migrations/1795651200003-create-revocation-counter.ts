import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';

/** One row: the newest sequence of all revocations, and whether processes may answer from memory. */
export class CreateRevocationCounter1795651200003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'revocation_counter',
        engine: 'InnoDB',
        columns: [
          { name: 'id', type: 'int', isPrimary: true, primaryKeyConstraintName: 'revocation_counter_pk' },
          { name: 'sequence', type: 'bigint' },
          { name: 'memory', type: 'int' },
        ],
      }),
      true,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('revocation_counter', true);
  }
}
