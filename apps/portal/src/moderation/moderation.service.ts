import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '#libs/contracts';
import type { Principal } from '../auth/principal.js';
import { User } from '../users/index.js';
import type { SanctionBody, Sanctioned, SanctionFilter, SanctionReply, SanctionsReply } from './moderation.dto.js';
import { Sanction, type SanctionKind } from './sanction.entity.js';
import { Sanctions } from './sanctions.service.js';

const MINUTE_MS = 60_000;

/** What moderators do to users. */
@Injectable()
export class ModerationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sanctions: Sanctions,
  ) {}

  /** Those in force. */
  async list({ user_id, room_id, kind, cursor, limit }: SanctionFilter): Promise<SanctionsReply> {
    const query = this.inForce()
      .orderBy('s.id', 'DESC')
      .limit(limit + 1);
    if (user_id) query.andWhere('s.user_id = :user_id', { user_id });
    if (room_id) query.andWhere('s.room_id = :room_id', { room_id });
    if (kind) query.andWhere('s.kind = :kind', { kind });
    if (cursor) query.andWhere('s.id < :cursor', { cursor });
    const rows = await query.getRawMany<SanctionReply>();
    const sanctions = rows.slice(0, limit);
    return { sanctions, next_cursor: rows.length > limit ? sanctions.at(-1)!.id : null };
  }

  /** @throws DomainError channel.not_found, user.not_found, user.self, access.denied */
  async impose(by: Principal, kind: SanctionKind, body: SanctionBody): Promise<SanctionReply> {
    const { user_id: userId, room_id: roomId = null, minutes = null, reason = '' } = body;
    if (roomId !== null) await this.requireChannel(roomId);
    const until = minutes === null ? null : new Date(Date.now() + minutes * MINUTE_MS);
    const { id } = await this.sanctions.impose({ kind, userId, roomId, until, reason, by });
    return (await this.inForce().andWhere('s.id = :id', { id }).getRawOne<SanctionReply>())!;
  }

  /** @throws DomainError user.not_found, sanction.not_found, user.self, access.denied */
  lift(by: Principal, kind: SanctionKind, { user_id: userId, room_id: roomId = null }: Sanctioned): Promise<void> {
    return this.sanctions.lift({ kind, userId, roomId, by });
  }

  private async requireChannel(id: number): Promise<void> {
    const [found] = (await this.dataSource.query(`SELECT 1 FROM rooms WHERE id = $1 AND kind = 'channel'`, [
      id,
    ])) as object[];
    if (!found) throw new DomainError('channel.not_found');
  }

  private inForce() {
    return this.dataSource
      .createQueryBuilder(Sanction, 's')
      .innerJoin(User, 'u', 'u.id = s.user_id')
      .leftJoin(User, 'm', 'm.id = s.created_by')
      .where('s.lifted_at IS NULL AND (s.until IS NULL OR s.until > now())')
      .select('s.id', 'id')
      .addSelect('s.user_id', 'user_id')
      .addSelect('u.username', 'username')
      .addSelect('s.kind', 'kind')
      .addSelect('s.room_id', 'room_id')
      .addSelect('s.until', 'until')
      .addSelect('s.reason', 'reason')
      .addSelect('m.username', 'imposed_by')
      .addSelect('s.created_at', 'created_at');
  }
}
