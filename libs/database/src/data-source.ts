import type { PoolClient } from 'pg';
import { DataSource, type DataSourceOptions, type EntityTarget, type MixedList } from 'typeorm';
import { MIGRATIONS } from './migrations/index.js';

export interface DatabaseOptions {
  url: string;
  entities: MixedList<EntityTarget<object>>;
  /** Most connections of this process's pool. */
  poolSize?: number;
}

/** The lists are explicit because a bundle has no files to glob. Nothing ever synchronises by itself. */
export const dataSourceOptions = ({ url, entities, poolSize = 20 }: DatabaseOptions): DataSourceOptions => ({
  type: 'postgres',
  url,
  entities: entities as DataSourceOptions['entities'],
  migrations: MIGRATIONS,
  migrationsTransactionMode: 'each',
  migrationsRun: false,
  synchronize: false,
  logging: false,
  poolSize,
  applicationName: 'portal',
  // Only what is asked without waiting for the answer before it goes ahead of that answer (`PreparedStatement`).
  extra: { connectionTimeoutMillis: 10_000, keepAlive: true, onConnect: tolerateLoss, pipeline: true },
});

/** A server that goes away fails the query under way; between two queries nobody would listen, and the process would end. */
const tolerateLoss = (client: PoolClient): void => {
  client.on('error', () => undefined);
};

export const createDataSource = (options: DatabaseOptions): DataSource => new DataSource(dataSourceOptions(options));
