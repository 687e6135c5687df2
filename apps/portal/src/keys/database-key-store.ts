import type { DataSource } from 'typeorm';
import type { KeyStore, StoredKey } from '#libs/crypto';
import { ADVISORY_LOCKS } from '#libs/database';
import { EncryptionKey } from './encryption-key.entity.js';

/** The keyring's store in `encryption_keys`. One process at a time changes it, under an advisory lock. */
export class DatabaseKeyStore implements KeyStore {
  constructor(private readonly dataSource: DataSource) {}

  async list(): Promise<StoredKey[]> {
    return this.dataSource.getRepository(EncryptionKey).find({ order: { id: 'ASC' } });
  }

  insert(purpose: string, wrap: (id: number) => Buffer, replacing?: number): Promise<StoredKey> {
    return this.dataSource.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.keyStore]);
      const keys = tx.getRepository(EncryptionKey);
      const active = await keys.findOneBy({ purpose, active: true });
      if (active && active.id !== replacing) return active;
      if (active) await keys.update(active.id, { active: false });
      const [{ id }] = (await tx.query(
        `SELECT nextval(pg_get_serial_sequence('encryption_keys', 'id'))::int AS id`,
      )) as [{ id: number }];
      await tx.query(
        'INSERT INTO encryption_keys (id, purpose, wrapped, active) OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, true)',
        [id, purpose, wrap(id)],
      );
      return keys.findOneByOrFail({ id });
    });
  }

  rewrap(changes: { id: number; from: Buffer; to: Buffer }[]): Promise<boolean> {
    return this.dataSource.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.keyStore]);
      const keys = tx.getRepository(EncryptionKey);
      for (const { id, from } of changes) {
        const key = await keys.findOneBy({ id });
        if (!key?.wrapped.equals(from)) return false;
      }
      for (const { id, to } of changes) await keys.update(id, { wrapped: to });
      return true;
    });
  }

  async remove(id: number): Promise<boolean> {
    const { affected } = await this.dataSource.getRepository(EncryptionKey).delete({ id, active: false });
    return affected === 1;
  }
}
