import { runMigrations as runQueueMigrations } from 'bullmq';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { ADVISORY_LOCKS } from './advisory-locks.js';
import { MIGRATIONS } from './migrations/index.js';

const OLDEST_SERVER = 15;

/** The database cannot be used; the message is one sentence for the person who started the portal. */
export class DatabaseError extends Error {
  override name = 'DatabaseError';
}

/**
 * Makes a database ready: reachable, PostgreSQL 15 or newer, not from a newer portal, migrated.
 * Safe to call from several processes at once.
 * @throws DatabaseError
 */
export const prepareDatabase = async (url: string, dataSource: DataSource): Promise<void> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (cause) {
    throw new DatabaseError(`The database at ${addressOf(url)} cannot be reached: ${(cause as Error).message}.`, {
      cause,
    });
  }
  try {
    await requireVersion(client);
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCKS.migrations]);
    await refuseNewer(client);
    if (!dataSource.isInitialized) await dataSource.initialize();
    await dataSource.runMigrations();
    await runQueueMigrations(client as unknown as Parameters<typeof runQueueMigrations>[0]);
  } finally {
    // Ending the connection also frees the lock.
    await client.end();
  }
};

const requireVersion = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
  const major = Math.floor(Number(rows[0]!.server_version_num) / 10_000);
  if (major < OLDEST_SERVER) {
    throw new DatabaseError(`The database is PostgreSQL ${major}; the portal needs ${OLDEST_SERVER} or newer.`);
  }
};

const refuseNewer = async (client: pg.Client): Promise<void> => {
  const known = new Set(MIGRATIONS.map((migration) => migration.name));
  const { rows } = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('public.migrations') IS NOT NULL AS exists`,
  );
  if (!rows[0]!.exists) return;
  const applied = await client.query<{ name: string }>('SELECT name FROM migrations');
  const unknown = applied.rows.filter(({ name }) => !known.has(name));
  if (unknown.length > 0) {
    throw new DatabaseError(
      'The database was written by a newer version of the portal; start that version or restore an older backup.',
    );
  }
};

const addressOf = (url: string): string => {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
};
