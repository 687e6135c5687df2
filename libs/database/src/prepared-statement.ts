import type { PoolClient, QueryResultRow } from 'pg';
import { type EntityManager, QueryFailedError } from 'typeorm';

/**
 * SQL that a connection parses and plans once, known there by its name; past the ORM, for what is asked again and again.
 * Statements run without waiting for one another reach the server in that order, and in one round trip.
 */
export class PreparedStatement<Row extends QueryResultRow = never> {
  constructor(
    private readonly name: string,
    private readonly text: string,
  ) {}

  /** @throws QueryFailedError as the ORM's own queries do */
  async run(tx: EntityManager, values: unknown[]): Promise<Row[]> {
    const client = (await tx.queryRunner!.connect()) as PoolClient;
    try {
      return (await client.query<Row>({ name: this.name, text: this.text, values })).rows;
    } catch (error) {
      throw new QueryFailedError(this.text, values, error as Error);
    }
  }
}
