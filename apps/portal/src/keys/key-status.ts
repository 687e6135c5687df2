import type { DataSource } from 'typeorm';
import type { Keyring, KeyStore } from '#libs/crypto';
import { ColumnResealer } from './column-resealer.js';
import { SEALED_COLUMNS } from './sealed-columns.js';

/** One line a key: what it is for and how many values it has sealed. */
export async function keyStatus(dataSource: DataSource, keyring: Keyring, store: KeyStore): Promise<string[]> {
  const columns = await Promise.all(
    SEALED_COLUMNS.map(async (column) => ({
      name: `${column.table}.${column.column}`,
      counts: await new ColumnResealer(dataSource, keyring, column).countByKey(),
    })),
  );
  const keys = await store.list();
  const lines = keys.map(({ id, purpose, active, createdAt }) => {
    const uses = columns.flatMap(({ name, counts }) => (counts.has(id) ? [`${counts.get(id)} in ${name}`] : []));
    return `key ${id}  ${purpose}  ${active ? 'active' : 'replaced'}  since ${createdAt.toISOString()}  ${uses.join(', ') || 'nothing sealed'}`;
  });
  const isListed = (purpose: string): boolean => SEALED_COLUMNS.some((column) => column.purpose === purpose);
  if (keys.some(({ active, purpose }) => !active && isListed(purpose)))
    lines.push('A rotation is not finished: npm run keys -- rotate --resume');
  return lines;
}
