import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository, SelectQueryBuilder } from 'typeorm';
import { invalidFields } from '#libs/contracts';
import { SealError } from '#libs/crypto';
import type { AuditEntryReply, AuditFilter, AuditLogReply } from './audit.dto.js';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditLog } from './audit-log.js';

/** Reads the audit log. */
@Injectable()
export class AuditService {
  constructor(
    @InjectRepository(AuditEntry) private readonly rows: Repository<AuditEntry>,
    private readonly log: AuditLog,
  ) {}

  async list(filter: AuditFilter): Promise<AuditLogReply> {
    // One more than asked for tells whether there is a next page.
    const rows = await matching(this.rows, filter)
      .orderBy('e.id', 'DESC')
      .limit(filter.limit + 1)
      .getMany();
    const page = rows.slice(0, filter.limit);
    const entries = await Promise.all(page.map((row) => this.present(row)));
    return { entries, next_cursor: rows.length > filter.limit ? (entries.at(-1)?.id ?? null) : null };
  }

  private async present(row: AuditEntry): Promise<AuditEntryReply> {
    const hasTarget = row.targetUserId !== null || row.targetName !== null;
    return {
      id: Number(row.id),
      action: row.action,
      actor: row.actorName === '' ? null : { user_id: row.actorId, name: row.actorName },
      target: hasTarget ? { user_id: row.targetUserId, name: row.targetName } : null,
      room_id: row.roomId,
      details: await this.log.detailsOf(row).catch(unreadable),
      created_at: row.createdAt.toISOString(),
    };
  }
}

/** One damaged entry must not hide the others. */
const unreadable = (error: unknown): object => {
  if (error instanceof SealError) return { unreadable: true };
  throw error;
};

const matching = (rows: Repository<AuditEntry>, filter: AuditFilter): SelectQueryBuilder<AuditEntry> => {
  const { action, actor, target, room_id, before, after, cursor } = filter;
  const query = rows.createQueryBuilder('e');
  if (action?.includes('.')) query.andWhere('e.action = :action', { action });
  else if (action) query.andWhere('starts_with(e.action, :noun)', { noun: `${action}.` });
  if (actor) query.andWhere('lower(e.actor_name) = lower(:actor)', { actor });
  if (target) query.andWhere('lower(e.target_name) = lower(:target)', { target });
  if (room_id) query.andWhere('e.room_id = :room_id', { room_id });
  if (before) query.andWhere('e.created_at < :before', { before: moment('before', before) });
  if (after) query.andWhere('e.created_at >= :after', { after: moment('after', after) });
  if (cursor) query.andWhere('e.id < :cursor', { cursor });
  return query;
};

/** ISO 8601 knows more forms of a date than JavaScript and PostgreSQL do. */
const moment = (field: string, text: string): Date => {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw invalidFields([{ field, message: 'must be a moment like 2026-02-11T14:30:00Z' }]);
  return date;
};
