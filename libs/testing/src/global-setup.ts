import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createDataSource, prepareDatabase } from '../../database/src/index.js';
import { startPostgres } from '../../../scripts/embedded-postgres.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The maintenance database of the cluster the tests use. */
    clusterUrl: string;
    /** The migrated database every test file's own is copied from. */
    template: string;
  }
}

interface Cluster {
  url: string;
  close(): Promise<void>;
}

const MEMORY = '/dev/shm';
/** The databases of a run, its write-ahead log and what is on its way. */
const ROOM_BYTES = 2 * 1024 ** 3;

/** In memory, where there is room: a database of its own for each suite is many files. */
const baseFolder = (): string => {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize >= ROOM_BYTES) return MEMORY;
  } catch {
    // Linux only.
  }
  return os.tmpdir();
};

/** A throw-away cluster without durability, or the server of `DATABASE_URL`, where only databases of the run are made. */
const openCluster = async (): Promise<Cluster> => {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, close: async () => undefined };
  const folder = mkdtempSync(path.join(baseFolder(), 'portal-test-'));
  // The server's own account makes its socket there.
  chmodSync(folder, 0o777);
  const postgres = await startPostgres({
    dataDir: path.join(folder, 'pg'),
    password: 'test',
    // Several suites at a time, some with several processes.
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '600',
      max_wal_size: '256MB',
      // Every table that is dropped is looked for in all of them.
      shared_buffers: '128MB',
      unix_socket_directories: folder,
    },
  });
  // A socket file costs a query a third less than TCP does.
  const url = new URL(postgres.url('postgres'));
  url.searchParams.set('host', folder);
  return {
    url: url.href,
    close: async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** One cluster a run; one migrated template in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await openCluster();
  const template = `portal_template_${randomBytes(4).toString('hex')}`;
  await administer(cluster.url, `CREATE DATABASE ${template}`);
  const url = new URL(cluster.url);
  url.pathname = `/${template}`;
  const dataSource = createDataSource({ url: url.href, entities: [], poolSize: 1 });
  await prepareDatabase(url.href, dataSource);
  await dataSource.destroy();

  project.provide('clusterUrl', cluster.url);
  project.provide('template', template);
  return async () => {
    await administer(cluster.url, `DROP DATABASE ${template}`);
    await cluster.close();
  };
}

const administer = async (url: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
};
