import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Keyring } from '#libs/crypto';
import { AuditEntry } from './audit-entry.entity.js';

/** An act to be written down. `action` is `noun.verbed`; `actor` is null for rules and jobs. */
export interface AuditRecord {
  actor: { userId: number; username: string } | null;
  action: string;
  target?: { userId?: number; name?: string };
  roomId?: number;
  /** JSON; sealed at rest, so it may quote. */
  details?: object;
}

const MAX_NAME_CHARS = 100;

/** The one writer of the audit log. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keyring: Keyring,
  ) {}

  /** With `tx` the entry is there if the act is. */
  async record(act: AuditRecord, tx: EntityManager = this.dataSource.manager): Promise<void> {
    const { actor, action, target, roomId, details } = act;
    const row: Omit<AuditEntry, 'id' | 'details' | 'createdAt'> = {
      actorId: actor?.userId ?? null,
      actorName: actor?.username ?? '',
      action,
      targetUserId: target?.userId ?? null,
      targetName: target?.name?.slice(0, MAX_NAME_CHARS) ?? null,
      roomId: roomId ?? null,
    };
    if (!details) {
      await tx.insert(AuditEntry, row);
      return;
    }
    const id = await nextId(tx);
    await tx.insert(AuditEntry, {
      ...row,
      id,
      details: await this.keyring.seal('audit', JSON.stringify(details), at(id)),
    });
  }

  /** What `record` was given as details. */
  async detailsOf({ id, details }: Pick<AuditEntry, 'id' | 'details'>): Promise<object | null> {
    return details && (JSON.parse(await this.keyring.openText(details, at(id))) as object);
  }
}

const at = (row: string) => ({ table: 'audit_entries', column: 'details', row });

/** Details are sealed to the row before it exists. */
const nextId = async (tx: EntityManager): Promise<string> => {
  const [row] = (await tx.query(`SELECT nextval(pg_get_serial_sequence('audit_entries', 'id')) AS id`)) as [
    { id: string },
  ];
  return row.id;
};
