import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A database that is in use starts without memory, since a service of the version before, which may still run beside this
 * one, deletes keys without a revocation.
 */
export class StartRevocationCounter1795651200004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'INSERT INTO revocation_counter (id, sequence, memory) ' +
        'SELECT 1, 0, CASE WHEN EXISTS (SELECT 1 FROM organizations) THEN 0 ELSE 1 END FROM (SELECT 1 AS one) AS single ' +
        'WHERE NOT EXISTS (SELECT 1 FROM revocation_counter)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM revocation_counter');
  }
}
