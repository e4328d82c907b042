import type { MigrationInterface, QueryRunner } from 'typeorm';

/** There is always a newest revocation, so that whoever follows them sees that none is missing. */
export class StartRevocations1795651200006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "INSERT INTO revocations (sequence, subject) SELECT 0, '' FROM (SELECT 1 AS one) AS single " +
        'WHERE NOT EXISTS (SELECT 1 FROM revocations)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM revocations');
  }
}
