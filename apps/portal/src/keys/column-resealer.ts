import type { DataSource } from 'typeorm';
import { SealError, type Keyring } from '#libs/crypto';
import type { SealedColumn } from './sealed-columns.js';

/** Small enough that a portal under load never waits long for a row. */
const BATCH_ROWS = 100;

interface SealedRow {
  row: string | number;
  sealed: Buffer;
}

export interface PassResult {
  resealed: number;
  /** Rows whose value does not open: they stay as they are, and so does the key they name. */
  broken: (string | number)[];
}

/** Seals the values of one column again, beside a running portal: a row that changes meanwhile keeps its newer value. */
export class ColumnResealer {
  private readonly table: string;
  private readonly column: string;
  private readonly primaryKey: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly keyring: Keyring,
    private readonly at: SealedColumn,
  ) {
    const quote = (name: string): string => dataSource.driver.escape(name);
    [this.table, this.column, this.primaryKey] = [quote(at.table), quote(at.column), quote(at.primaryKey)];
  }

  /** How many values each key has sealed. */
  async countByKey(): Promise<Map<number, number>> {
    const rows: { key: Buffer; count: string }[] = await this.dataSource.query(
      `SELECT substring(${this.column} FROM 1 FOR 4) AS key, count(*) FROM ${this.table} WHERE ${this.column} IS NOT NULL GROUP BY 1`,
    );
    return new Map(
      rows.filter(({ key }) => key.length === 4).map(({ key, count }) => [key.readUInt32BE(), Number(count)]),
    );
  }

  /** Goes once through the values that another key than `keyId`, the active one, has sealed. */
  async pass(keyId: number, signal: AbortSignal, onProgress: (resealed: number) => void): Promise<PassResult> {
    const result: PassResult = { resealed: 0, broken: [] };
    for (let batch = await this.batchAfter(undefined, keyId); batch.length > 0;) {
      const outcomes = await Promise.all(batch.map((row) => this.reseal(row)));
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome === 'resealed') result.resealed++;
        if (outcome === 'broken') result.broken.push(batch[index]!.row);
      }
      onProgress(result.resealed);
      signal.throwIfAborted();
      batch = await this.batchAfter(batch.at(-1)!.row, keyId);
    }
    return result;
  }

  private batchAfter(after: string | number | undefined, keyId: number): Promise<SealedRow[]> {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(keyId);
    return this.dataSource.query(
      `SELECT ${this.primaryKey} AS row, ${this.column} AS sealed FROM ${this.table}
       WHERE ${this.column} IS NOT NULL AND substring(${this.column} FROM 1 FOR 4) <> $1
       ${after === undefined ? '' : `AND ${this.primaryKey} > $2`} ORDER BY ${this.primaryKey} LIMIT ${BATCH_ROWS}`,
      after === undefined ? [head] : [head, after],
    );
  }

  private async reseal({ row, sealed }: SealedRow): Promise<'resealed' | 'changed' | 'broken'> {
    const { table, column, purpose } = this.at;
    try {
      const value = await this.keyring.open(sealed, { table, column, row });
      const next = await this.keyring.seal(purpose, value, { table, column, row });
      const [, affected]: [unknown, number] = await this.dataSource.query(
        `UPDATE ${this.table} SET ${this.column} = $1 WHERE ${this.primaryKey} = $2 AND ${this.column} = $3`,
        [next, row, sealed],
      );
      return affected === 1 ? 'resealed' : 'changed';
    } catch (error) {
      if (error instanceof SealError) return 'broken';
      throw error;
    }
  }
}
