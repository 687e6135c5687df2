import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

/** What of a feature grows old. `roles/` binds the list of them. */
export interface Expiry {
  /** As counted and shown. */
  readonly kind: ExpiryKind;
  /** Deletes at most `limit` rows that are older than `before`, in one transaction; answers how many. */
  deleteBefore(before: Date, limit: number, db: EntityManager): Promise<number>;
}

export const EXPIRY_KINDS = ['chat', 'dm', 'notifications', 'audit', 'activity', 'uploads'] as const;
export type ExpiryKind = (typeof EXPIRY_KINDS)[number];

/** For injection: all there is to expire, in the order of the run. */
export const EXPIRIES = Symbol('expiries');

/** Rows of a table by the age of one column; where that is null they stay. Rows somebody works on are left for the next run. */
export const expireByAge = <E extends ObjectLiteral>(
  kind: ExpiryKind,
  entity: EntityTarget<E>,
  property: keyof E & string,
): Expiry => ({
  kind,
  async deleteBefore(before, limit, db) {
    const { tableName, ...metadata } = db.connection.getMetadata(entity);
    const column = metadata.columns.find(({ propertyName }) => propertyName === property)!.databaseName;
    const [, deleted] = (await db.query(
      `DELETE FROM ${tableName} WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM ${tableName} WHERE ${column} < $1 ORDER BY ${column} LIMIT $2 FOR UPDATE SKIP LOCKED))`,
      [before, limit],
    )) as [unknown, number];
    return deleted;
  },
});
