import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createDataSource, prepareDatabase } from '../../database/src/index.js';
import { startPostgres } from '../../../scripts/embedded-postgres.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The maintenance database of the throw-away cluster. */
    clusterUrl: string;
  }
}

/** What every test file's database is copied from. */
export const TEMPLATE = 'portal_template';

/** One cluster a run, without durability; one migrated template in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'portal-test-'));
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({
    dataDir: path.join(folder, 'pg'),
    password: 'test',
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  });
  const clusterUrl = postgres.url('postgres');
  const client = new pg.Client({ connectionString: clusterUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const template = createDataSource({ url: postgres.url(TEMPLATE), entities: [], poolSize: 1 });
  await prepareDatabase(postgres.url(TEMPLATE), template);
  await template.destroy();

  project.provide('clusterUrl', clusterUrl);
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
