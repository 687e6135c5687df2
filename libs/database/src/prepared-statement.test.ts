import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '#libs/testing';
import { createDataSource, PreparedStatement } from './index.js';

const ADD = new PreparedStatement<{ n: number }>('test_add', 'INSERT INTO numbers VALUES ($1) RETURNING n');
const SUM = new PreparedStatement<{ sum: string | null }>('test_sum', 'SELECT sum(n) FROM numbers');

describe('a prepared statement', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  const sumOf = async (tx: EntityManager): Promise<string | null> => (await SUM.run(tx, []))[0]!.sum;
  const stored = (): Promise<string | null> => dataSource.transaction(sumOf);

  beforeAll(async () => {
    database = await createDatabase();
    dataSource = await createDataSource({ url: database.url, entities: [], poolSize: 1 }).initialize();
    await dataSource.query('CREATE TABLE numbers (n int PRIMARY KEY)');
  });
  beforeEach(() => dataSource.query('TRUNCATE numbers'));
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('is parsed once a connection, and its transaction is the one it is run in', async () => {
    const parsedAt = await dataSource.transaction(async (tx) => {
      for (const n of [1, 2, 3]) expect(await ADD.run(tx, [n])).toEqual([{ n }]);
      return tx.query(`SELECT prepare_time FROM pg_prepared_statements WHERE name = 'test_add'`);
    });
    await dataSource.transaction((tx) => ADD.run(tx, [4]));
    const later = await dataSource.query(`SELECT prepare_time FROM pg_prepared_statements WHERE name = 'test_add'`);
    expect(later).toEqual(parsedAt);
    expect(await stored()).toBe('10');
  });

  it('sees what those before it did, without waiting for their answers', async () => {
    const [, first, , second] = await dataSource.transaction(async (tx) =>
      Promise.all([ADD.run(tx, [1]), sumOf(tx), new PreparedStatement('test_add_2', TWO).run(tx, []), sumOf(tx)]),
    );
    expect([first, second]).toEqual(['1', '3']);
  });

  it('fails as queries of the ORM do, with all that was asked after it, and undoes what was before it', async () => {
    const work = dataSource.transaction(async (tx) => {
      await ADD.run(tx, [1]);
      const asked = [ADD.run(tx, [1]), new PreparedStatement('test_add_2', TWO).run(tx, [])];
      const outcomes = await Promise.allSettled(asked);
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      return Promise.all(asked);
    });
    const error: unknown = await work.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(QueryFailedError);
    expect((error as QueryFailedError).driverError).toMatchObject({ severity: 'ERROR', code: '23505' });
    expect(await stored()).toBeNull();
  });
});

const TWO = 'INSERT INTO numbers VALUES (2)';
