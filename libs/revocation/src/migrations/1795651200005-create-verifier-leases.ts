import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { textColumns } from '@pocket/database';

/** A row per process that verifies keys: how far it has followed the revocations. */
export class CreateVerifierLeases1795651200005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'verifier_leases',
        engine: 'InnoDB',
        columns: [
          {
            name: 'id',
            type: 'varchar',
            length: '36',
            ...textColumns(runner).ascii,
            isPrimary: true,
            primaryKeyConstraintName: 'verifier_leases_pk',
          },
          { name: 'lease_ms', type: 'int' },
          { name: 'acknowledged', type: 'bigint' },
          { name: 'renewals', type: 'bigint' },
        ],
      }),
      true,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('verifier_leases', true);
  }
}
