import 'reflect-metadata';
import { createDataSource } from '#libs/database';
import { ENTITIES } from './entities.js';

/** The statements between a migrated database and the entities; empty when they agree. */
export const schemaDifference = async (url: string): Promise<string[]> => {
  const dataSource = await createDataSource({ url, entities: ENTITIES, poolSize: 2 }).initialize();
  try {
    await dataSource.runMigrations();
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  } finally {
    await dataSource.destroy();
  }
};
