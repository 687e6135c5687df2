import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Words of messages go into the index at once. Gathered first, whoever sent the message that filled the list waited for
 * all of it: tens of milliseconds every few seconds of a busy room.
 */
export class SearchInStep1764600000000 implements MigrationInterface {
  name = 'SearchInStep1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER INDEX "search_entries_terms" RESET (gin_pending_list_limit)`);
    await runner.query(`ALTER INDEX "search_entries_terms" SET (fastupdate = off)`);
    // What had been gathered is not looked for any more.
    await runner.query(`SELECT gin_clean_pending_list('search_entries_terms')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER INDEX "search_entries_terms" RESET (fastupdate)`);
    await runner.query(`ALTER INDEX "search_entries_terms" SET (gin_pending_list_limit = 4096)`);
  }
}
